"""Schedule expressions, told apart as AWS tells them apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.terraform.aws.schedule_expressions import (
    is_rule_schedule,
    is_scheduler_schedule,
    is_time_zone,
)

CRON = [
    "cron(* * * * ? *)",
    "cron(*/1 * * * ? *)",
    "cron(0/1 * * * ? *)",
    "cron(0/15 8-18 ? * MON-FRI *)",
    "cron(0,30 0,12 1,15 * ? *)",
    "cron(15 10 ? * 6L 2030-2040)",
    "cron(0 18 ? * mon-fri *)",
    "cron(0 0 L * ? *)",
    "cron(0 0 LW JAN,JUL ? *)",
    "cron(0 0 15W * ? *)",
    "cron(0 0 ? * L *)",
    "cron(0 0 ? * FRIL *)",
    "cron(0 0 ? * 2#1 *)",
    "cron(0 0 ? * MON#5 *)",
    "cron(0 0 ? * 2,3,4 *)",
    "cron(0-15/5 8-8 ? * 2-6/2 *)",
    "cron(59 23 31 12 ? 2199)",
    "cron(0 0 1 1 ? 1970/10)",
    "cron( 0  0 1 1 ? * )",
]
NOT_CRON = [
    "cron()",
    "cron(* * * * *)",
    "cron(* * * * ? * *)",
    "cron(* * * * * *)",
    "cron(* * ? * ? *)",
    "cron(0 12 1 * MON *)",
    "cron(60 * * * ? *)",
    "cron(*/60 * * * ? *)",
    "cron(*/0 * * * ? *)",
    "cron(*/ * * * ? *)",
    "cron(/5 * * * ? *)",
    "cron(* 24 * * ? *)",
    "cron(* * 0 * ? *)",
    "cron(* * 32 * ? *)",
    "cron(* * * 13 ? *)",
    "cron(* * * FOO ? *)",
    "cron(* * ? * 0 *)",
    "cron(* * ? * 8 *)",
    "cron(15 12 ? * -1 *)",
    "cron(* * ? * MON#6 *)",
    "cron(* * ? * #1 *)",
    "cron(* * 3L * ? *)",
    "cron(* * W * ? *)",
    "cron(* * ? * 3W *)",
    "cron(L * * * ? *)",
    "cron(? * * * ? *)",
    "cron(* * * * ? 1969)",
    "cron(1, * * * ? *)",
    "cron(1- * * * ? *)",
    "cron(* * * * ? ٢٠٣١)",
    "cron * * * * ? *",
    "CRON(* * * * ? *)",
    " cron(* * * * ? *)",
]
RATES = ["rate(1 minute)", "rate(5 minutes)", "rate(1 hour)", "rate(24 hours)", "rate(1 day)"]
DISAGREEING = ["rate(1 minutes)", "rate(5 minute)", "rate(1 hours)", "rate(2 day)"]
NOT_RATES = [
    "rate(0 minutes)",
    "rate(00 minutes)",
    "rate(-1 minutes)",
    "rate(1.5 hours)",
    "rate(30 seconds)",
    "rate(1 week)",
    "rate(minutes)",
    "rate(5)",
    "rate(5minutes)",
    "rate(5 Minutes)",
    "rate 5 minutes",
    "rate(5 minutes",
    "rate(5 minutess)",
    "every 5 minutes",
    "* * * * *",
    "",
]
MOMENTS = ["at(2031-03-17T12:00:00)", "at(2032-02-29T23:59:59)"]
NOT_MOMENTS = [
    "at(2031-02-29T12:00:00)",
    "at(2031-3-17T12:00:00)",
    "at(2031-03-17T24:00:00)",
    "at(2031-03-17 12:00:00)",
    "at(2031-03-17T12:00:00Z)",
    "at(2031-03-17)",
    "at()",
]


@pytest.mark.parametrize("expression", [*CRON, *RATES])
def test_both_services_take(expression):
    assert is_rule_schedule(expression)
    assert is_scheduler_schedule(expression)


@pytest.mark.parametrize("expression", [*NOT_CRON, *NOT_RATES, *NOT_MOMENTS])
def test_neither_service_takes(expression):
    assert not is_rule_schedule(expression)
    assert not is_scheduler_schedule(expression)


@pytest.mark.parametrize("expression", [*DISAGREEING, *MOMENTS])
def test_only_the_scheduler_takes(expression):
    assert not is_rule_schedule(expression)
    assert is_scheduler_schedule(expression)


@pytest.mark.parametrize("zone", ["UTC", "Europe/Madrid", "America/Argentina/Buenos_Aires"])
def test_time_zones_are_those_of_the_database(zone):
    assert is_time_zone(zone)


@pytest.mark.parametrize("zone", ["Madrid", "Europe/Madrit", "utc+1 o'clock", "../UTC", ""])
def test_what_is_no_time_zone(zone):
    assert not is_time_zone(zone)


@given(st.text(max_size=40), st.sampled_from(["", "rate(", "cron(", "at("]))
def test_any_text_is_answered(text, start):
    for judged in (is_rule_schedule, is_scheduler_schedule):
        assert judged(start + text) in (True, False)


@given(st.integers(2, 10**6), st.sampled_from(["minutes", "hours", "days"]))
def test_any_number_of_units(number, unit):
    assert is_rule_schedule(f"rate({number} {unit})")
