"""Which expressions mean every minute."""

import pytest

from grader.schedule.expressions import every_minute


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
        "cron(* * * * ? 2026)",
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
