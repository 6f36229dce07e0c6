"""What handing in late costs: pure functions of when, until when, and the rule.

Time is what passes, in whole seconds: a day is 24 hours, whatever the clocks do that night.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Literal

from grader.classroom.model import Lateness
from grader.locale import _, ngettext

Kind = Literal["none", "percent", "steps", "cut-off"]
Extension = datetime | timedelta | None
EVERYTHING = Decimal(100)


@dataclass(frozen=True)
class LatePolicy:
    """A rule for late work. Percentages are of a challenge's points, not of those earned."""

    kind: Kind = "none"
    per_day: Decimal = Decimal(0)
    """Percent that each day costs, under "percent"."""
    days: Literal["whole", "started"] = "whole"
    """Whether a day counts when it is over, or as soon as it has begun."""
    at_most: Decimal = EVERYTHING
    """Percent that are taken off at most, under "percent"."""
    floor: Decimal = Decimal(0)
    """Percent that lateness leaves to who had earned them; a deadline that is over leaves none."""
    steps: tuple[tuple[Decimal, Decimal], ...] = ()
    """Hours, and the percent that are taken off when it is more than those; both grow."""
    grace: timedelta = timedelta(0)
    """Time after the due time that still counts as in time."""
    closes_after: timedelta | None = None
    """How late is too late to count at all; under "cut-off" any lateness is."""


def effective_due(due: datetime, extension: Extension) -> datetime:
    """Return until when a student may hand in, before grace; an extension shortens nothing.

    Time on top keeps the hour on the clock, unless more time passes without: nobody loses the
    hour that is taken from a night in spring.
    """
    if extension is None:
        return due
    if isinstance(extension, datetime):
        return max(due, extension)
    by_the_clock = due + extension
    passed = (due.astimezone(UTC) + extension).astimezone(due.tzinfo)
    return max(by_the_clock, passed, key=lambda moment: moment.astimezone(UTC))


def is_over(now: datetime, due: datetime | None, policy: LatePolicy, extension: Extension) -> bool:
    """Whether the due time of a student has passed, with grace."""
    return due is not None and _late_by(now, effective_due(due, extension), policy) > timedelta(0)


def lateness(
    submitted: datetime | None,
    due: datetime | None,
    policy: LatePolicy,
    extension: Extension = None,
    points: int = 100,
    *,
    of: int = 100,
) -> Lateness:
    """Return what a hand-in loses of the ``points`` it earned, out of ``of``.

    Both moments are aware. Without a due time nothing is late; nor is what came at a moment that
    nobody knows, and the rule says so.
    """
    if due is None:
        return Lateness()
    if submitted is None:
        return Lateness(rule=_("When this was handed in is not known: it counts as in time."))
    until = effective_due(due, extension)
    by = _late_by(submitted, until, policy)
    if not by:
        return Lateness(rule=_in_time(submitted, due, until, policy))
    percent = _percent(by, policy)
    wanted = percent * of / 100
    left = Decimal(0) if _is_closed(by, policy) else policy.floor * of / 100
    deducted = max(Decimal(0), min(wanted, Decimal(points) - left))
    return Lateness(by, deducted, _sentence(by, policy, deducted, of))


def spoken_duration(time: timedelta) -> str:
    """Return a length of time in its two largest units: "2 days 3 h", "45 min", "30 s"."""
    seconds = int(time.total_seconds())
    days, rest = divmod(seconds, 86_400)
    hours, rest = divmod(rest, 3600)
    minutes, seconds = divmod(rest, 60)
    parts = [
        (days, ngettext("{n} day", "{n} days", days).format(n=days)),
        (hours, _("{n} h").format(n=hours)),
        (minutes, _("{n} min").format(n=minutes)),
        (seconds, _("{n} s").format(n=seconds)),
    ]
    shown = [text for amount, text in parts if amount]
    return " ".join(shown[:2]) or parts[3][1]


def number(value: Decimal) -> str:
    """Return a number without zeros at its end: "20", "7.5"."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def _late_by(moment: datetime, until: datetime, policy: LatePolicy) -> timedelta:
    # Two moments of one zone are subtracted by the clock on the wall; only UTC tells what passed.
    by = moment.astimezone(UTC) - until.astimezone(UTC) - policy.grace
    return max(timedelta(0), timedelta(seconds=by // timedelta(seconds=1)))


def _is_closed(by: timedelta, policy: LatePolicy) -> bool:
    if policy.kind == "cut-off":
        return True
    return policy.kind != "none" and policy.closes_after is not None and by > policy.closes_after


def _percent(by: timedelta, policy: LatePolicy) -> Decimal:
    if _is_closed(by, policy):
        return EVERYTHING
    if policy.kind == "percent":
        return min(policy.per_day * _days(by, policy), policy.at_most)
    if policy.kind == "steps":
        hours = _seconds(by) / 3600
        return max((percent for after, percent in policy.steps if hours > after), default=Decimal())
    return Decimal(0)


def _days(by: timedelta, policy: LatePolicy) -> Decimal:
    rounding = ROUND_CEILING if policy.days == "started" else ROUND_FLOOR
    return (_seconds(by) / 86_400).to_integral_value(rounding)


def _seconds(time: timedelta) -> Decimal:
    return Decimal(time // timedelta(seconds=1))


def _in_time(submitted: datetime, due: datetime, until: datetime, policy: LatePolicy) -> str:
    after = submitted.astimezone(UTC) - due.astimezone(UTC)
    if after <= timedelta(0):
        return ""
    if submitted.astimezone(UTC) <= until.astimezone(UTC):
        return _("In time: your due time was extended to {until}.").format(until=spoken_time(until))
    return _("{by} after the due time, within the {grace} of grace: nothing is taken off.").format(
        by=spoken_duration(submitted.astimezone(UTC) - until.astimezone(UTC)),
        grace=spoken_duration(policy.grace),
    )


def spoken_time(moment: datetime) -> str:
    """Return a moment with its time zone: "2026-11-30 23:59 CET"."""
    zone = moment.tzname() or f"{moment:%z}"
    return f"{moment:%Y-%m-%d %H:%M}" + (f":{moment:%S}" if moment.second else "") + f" {zone}"


def _sentence(by: timedelta, policy: LatePolicy, deducted: Decimal, of: int) -> str:
    late = spoken_duration(by)
    if policy.kind == "none":
        return _("{late} late: nothing is taken off.").format(late=late)
    if _is_closed(by, policy):
        limit = policy.closes_after if policy.kind != "cut-off" else None
        if limit:
            return _("{late} late: after {limit} it does not count any more.").format(
                late=late, limit=spoken_duration(limit)
            )
        return _("{late} late: what comes after the due time does not count.").format(late=late)
    lost = _("{points} points of {most} are taken off").format(points=number(deducted), most=of)
    if not deducted:
        lost = _("nothing is taken off")
    return _("{late} late: {rule}, {lost}.").format(late=late, rule=rule(policy), lost=lost)


def rule(policy: LatePolicy) -> str:
    """Return what a policy takes off, in words: "10 % a day"."""
    if policy.kind == "steps":
        return "; ".join(
            _("{percent} % after {hours} h").format(percent=number(percent), hours=number(hours))
            for hours, percent in policy.steps
        )
    each = (
        _("{percent} % a day, as soon as it has begun")
        if policy.days == "started"
        else _("{percent} % a day")
    ).format(percent=number(policy.per_day))
    limits = []
    if policy.at_most < EVERYTHING:
        limits.append(_("at most {percent} %").format(percent=number(policy.at_most)))
    if policy.floor:
        limits.append(_("not below {percent} %").format(percent=number(policy.floor)))
    return each + (f" ({', '.join(limits)})" if limits else "")
