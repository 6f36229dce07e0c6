"""What lateness costs, at its edges."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.classroom.late import LatePolicy, effective_due, is_over, lateness, spoken_duration

DUE = datetime(2026, 11, 30, 23, 59, tzinfo=UTC)
MADRID = ZoneInfo("Europe/Madrid")
TEN = LatePolicy("percent", per_day=Decimal(10))
STEPS = LatePolicy(
    "steps",
    steps=((Decimal(0), Decimal(5)), (Decimal(24), Decimal(20)), (Decimal(72), Decimal(100))),
)
CUT = LatePolicy("cut-off")


def after(policy: LatePolicy, points: int = 100, **time: float) -> tuple[Decimal, str]:
    found = lateness(DUE + timedelta(**time), DUE, policy, points=points)
    return found.deducted, found.rule


def test_the_sentence_that_a_student_reads() -> None:
    assert after(TEN, days=2, hours=3) == (
        20,
        "2 days 3 h late: 10 % a day, 20 points of 100 are taken off.",
    )
    assert after(replace(TEN, days="started"), days=2, hours=3) == (
        30,
        "2 days 3 h late: 10 % a day, as soon as it has begun, 30 points of 100 are taken off.",
    )
    assert after(STEPS, hours=25)[1] == (
        "1 day 1 h late: 5 % after 0 h; 20 % after 24 h; 100 % after 72 h, "
        "20 points of 100 are taken off."
    )
    assert after(CUT, minutes=1) == (
        100,
        "1 min late: what comes after the due time does not count.",
    )
    assert after(LatePolicy(), days=1) == (0, "1 day late: nothing is taken off.")
    assert after(TEN, hours=3) == (0, "3 h late: 10 % a day, nothing is taken off.")


def test_in_time_nothing_is_said() -> None:
    for policy in (TEN, STEPS, CUT, LatePolicy()):
        assert after(policy, hours=-1) == (0, "")
        assert after(policy, seconds=0) == (0, "")


def test_nobody_knows_when() -> None:
    found = lateness(None, DUE, CUT)
    assert (found.by, found.deducted) == (timedelta(0), 0)
    assert found.rule == "When this was handed in is not known: it counts as in time."
    assert lateness(None, None, CUT).rule == ""


def test_without_a_due_time_nothing_is_late() -> None:
    late = datetime(2099, 1, 1, tzinfo=UTC)
    assert lateness(late, None, CUT, late) == lateness(DUE, None, TEN)


def test_a_cap_a_floor_and_an_end() -> None:
    assert after(replace(TEN, at_most=Decimal(50)), days=9)[0] == 50
    assert after(replace(TEN, floor=Decimal(40)), days=9)[0] == 60
    assert after(replace(TEN, floor=Decimal(40)), points=30, days=9)[0] == 0
    closing = replace(TEN, floor=Decimal(40), closes_after=timedelta(days=7))
    assert after(closing, days=7)[0] == 60
    assert after(closing, days=7, seconds=1) == (
        100,
        "7 days 1 s late: after 7 days it does not count any more.",
    )
    assert "(at most 50 %, not below 40 %)" in after(
        replace(TEN, at_most=Decimal(50), floor=Decimal(40)), days=1
    )[1]  # fmt: skip


def test_what_was_not_earned_is_not_taken() -> None:
    assert after(TEN, points=15, days=3)[0] == 15
    assert after(CUT, points=0, days=3)[0] == 0


@pytest.mark.parametrize("policy", [TEN, replace(TEN, days="started"), STEPS, CUT])
def test_grace_ends_to_the_second(policy: LatePolicy) -> None:
    graceful = replace(policy, grace=timedelta(minutes=15))
    last = lateness(DUE + timedelta(minutes=15), DUE, graceful)
    assert (last.by, last.deducted) == (timedelta(0), 0)
    assert last.rule == (
        "15 min after the due time, within the 15 min of grace: nothing is taken off."
    )
    assert lateness(DUE + timedelta(minutes=15, seconds=1), DUE, graceful).by == timedelta(
        seconds=1
    )
    assert not is_over(DUE + timedelta(minutes=15), DUE, graceful, None)
    assert is_over(DUE + timedelta(minutes=15, seconds=1), DUE, graceful, None)


def test_steps_are_passed_to_the_second() -> None:
    assert after(STEPS, hours=24)[0] == 5
    assert after(STEPS, hours=24, seconds=1)[0] == 20
    assert after(replace(STEPS, steps=((Decimal(24), Decimal(20)),)), hours=3)[0] == 0


def test_an_extension_is_time_on_top_or_a_time_of_ones_own() -> None:
    late = DUE + timedelta(days=2)
    assert lateness(late, DUE, CUT, timedelta(days=2)).rule == (
        "In time: your due time was extended to 2026-12-02 23:59 UTC."
    )
    assert lateness(late, DUE, CUT, DUE + timedelta(days=1)).by == timedelta(days=1)
    assert effective_due(DUE, DUE - timedelta(days=30)) == DUE


def test_days_are_what_passed_though_the_clocks_changed() -> None:
    due = datetime(2026, 10, 24, 23, 0, tzinfo=MADRID)  # that night has 25 hours
    started = replace(TEN, days="started")
    same_hour = datetime(2026, 10, 25, 23, 0, tzinfo=MADRID)
    assert lateness(same_hour, due, TEN).by == timedelta(hours=25)
    assert lateness(same_hour, due, started).deducted == 20
    assert lateness(same_hour - timedelta(hours=1), due, started).deducted == 10
    first, second = (datetime(2026, 10, 25, 2, 30, fold=fold, tzinfo=MADRID) for fold in (0, 1))
    assert lateness(second, first, CUT).by == timedelta(hours=1)


def test_an_extension_over_a_change_of_clocks_takes_nobodys_hour() -> None:
    autumn = datetime(2026, 10, 24, 23, 59, tzinfo=MADRID)
    assert effective_due(autumn, timedelta(days=1)).isoformat() == "2026-10-25T23:59:00+01:00"
    spring = datetime(2026, 3, 28, 23, 59, tzinfo=MADRID)
    assert effective_due(spring, timedelta(days=1)).isoformat() == "2026-03-30T00:59:00+02:00"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0 s"), (59, "59 s"), (3600, "1 h"), (3661, "1 h 1 min"), (86_405, "1 day 5 s")],
)  # fmt: skip
def test_durations(seconds: int, text: str) -> None:
    assert spoken_duration(timedelta(seconds=seconds)) == text


percents = st.integers(0, 100).map(Decimal)
durations = st.timedeltas(timedelta(0), timedelta(days=40))
policies: st.SearchStrategy[LatePolicy] = st.builds(
    LatePolicy,
    kind=st.sampled_from(["none", "percent", "steps", "cut-off"]),
    per_day=st.decimals(0, 100, places=2),
    days=st.sampled_from(["whole", "started"]),
    at_most=percents,
    floor=percents,
    steps=st.lists(st.tuples(st.integers(0, 900).map(Decimal), percents), max_size=4).map(
        lambda pairs: tuple(
            zip(*(sorted(set(side)) for side in zip(*pairs, strict=True)),
                strict=False)
        ) if pairs else ()
    ),
    grace=durations,
    closes_after=st.none() | durations,
)  # fmt: skip
moments = st.datetimes(
    datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.sampled_from([UTC, MADRID])
)
extensions: st.SearchStrategy[Any] = st.none() | moments | durations


@given(moments, moments, policies, extensions, st.integers(0, 100))
def test_never_negative_and_never_more_than_was_earned(
    submitted: datetime, due: datetime, policy: LatePolicy, extension: Any, points: int
) -> None:
    found = lateness(submitted, due, policy, extension, points)
    assert 0 <= found.deducted <= points
    assert found.by >= timedelta(0)
    if not found.by:
        assert found.deducted == 0
    assert found.rule if found.by else True
    assert bool(found.by) == is_over(submitted, due, policy, extension)


@given(moments, moments, durations, policies, extensions, st.integers(0, 100))
def test_later_is_never_better(
    submitted: datetime, due: datetime, more: timedelta, policy: LatePolicy, extension: Any,
    points: int,
) -> None:  # fmt: skip
    later = submitted.astimezone(UTC) + more
    first, second = (lateness(at, due, policy, extension, points) for at in (submitted, later))
    assert first.deducted <= second.deducted
    assert first.by <= second.by


@given(moments, moments, durations, policies, st.integers(0, 100))
def test_an_extension_never_costs(
    submitted: datetime, due: datetime, extension: timedelta, policy: LatePolicy, points: int
) -> None:
    without = lateness(submitted, due, policy, None, points)
    assert lateness(submitted, due, policy, extension, points).deducted <= without.deducted
