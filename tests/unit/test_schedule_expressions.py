"""Which expressions mean every minute."""

import pytest

from grader.schedule.expressions import COURSE_YEARS, every_minute, years


@pytest.mark.parametrize(
    "expression",
    [
        "rate(1 minute)",
        "cron(* * * * ? *)",
        "cron(*/1 * * * ? *)",
        "cron(0/1 * * * ? *)",
        "cron(0-59 0-23 ? * * *)",
        "cron(* * ? * SUN-SAT *)",
        "cron(* * 1/1 * ? *)",
        "cron(* * * JAN-DEC ? 2000-2199)",
        "cron(0-29,30-59 * * * ? *)",
        " cron(* * * * ? *) ",
    ],
)
def test_every_minute(expression: str) -> None:
    assert every_minute(expression)


@pytest.mark.parametrize(
    "expression",
    [
        "rate(2 minutes)",
        "rate(60 minutes)",
        "rate(1 hour)",
        "cron(*/2 * * * ? *)",
        "cron(1/1 * * * ? *)",
        "cron(0 * * * ? *)",
        "cron(* 13 * * ? *)",
        "cron(* * ? * MON-FRI *)",
        "cron(* * L * ? *)",
        "cron(* * * * ? 2026/2)",
        "cron(* * * * *)",
        "at(2031-03-17T15:40:00)",
        "",
    ],
)
def test_anything_else(expression: str) -> None:
    assert not every_minute(expression)


def test_a_range_may_go_round_the_week() -> None:
    assert every_minute("cron(* * ? * MON-SUN *)")
    assert not every_minute("cron(* * ? * FRI-MON *)")
    assert every_minute("cron(* * * * ? 2025-2199)")


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("rate(2 minutes)", COURSE_YEARS),
        ("cron(* * * * ? *)", COURSE_YEARS),
        ("cron(* * * * ? 2026-2030)", {2026, 2027, 2028, 2029, 2030}),
        ("cron(* * * * ? 2026)", {2026}),
        ("cron(* * * * ? 1999)", set()),
        ("cron(* * * * ? soon)", set()),
        ("at(2027-03-17T15:40:00)", {2027}),
        ("", COURSE_YEARS),
    ],
)
def test_years(expression: str, expected: set[int]) -> None:
    assert years(expression) == expected


def test_a_schedule_of_one_year_fires_in_every_minute_of_it() -> None:
    assert every_minute("cron(* * * * ? 2026)")
