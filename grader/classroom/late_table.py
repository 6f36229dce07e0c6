"""A table of lateness in course.toml, as a policy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any, Literal, cast

from grader.classroom.course_file import Table, is_number
from grader.classroom.late import EVERYTHING, Kind, LatePolicy
from grader.locale import _

OF_LATE: Mapping[str, tuple[str, ...]] = {
    "none": (),
    "percent": ("percent_per_day", "days", "at_most", "floor", "grace", "closes_after"),
    "steps": ("steps", "floor", "grace", "closes_after"),
    "cut-off": ("grace",),
}
"""The keys that each policy has, beside ``policy``."""


def with_defaults(own: Table, default: Table) -> Table:
    """Return a challenge's own table of lateness; without a policy it changes the default one."""
    if not own.values:
        return default
    values: Mapping[str, Any] = (
        own.values if "policy" in own.values else {**default.values, **own.values}
    )
    return Table(own.file, own.text, values, own.keys)


def policy_of(table: Table) -> LatePolicy:
    """Return the policy that a table describes. Raises WrongSettings."""
    kind = cast(Kind, table.one_of("policy", tuple(OF_LATE), "none"))
    every = {key for keys in OF_LATE.values() for key in keys}
    table.only({"policy"} | every)
    for key in table.values:
        if key != "policy" and key not in OF_LATE[kind]:
            fits = [f'"{name}"' for name, keys in OF_LATE.items() if key in keys]
            raise table.wrong(
                key,
                _("{key} belongs to another policy than {kind!r}.").format(key=key, kind=kind),
                _("Write policy = {fitting}, or leave {key} out.").format(
                    fitting=_(" or ").join(fits), key=key
                ),
            )
    if kind == "percent" and "percent_per_day" not in table.values:
        raise table.wrong(
            "policy",
            _("it is not said how much a day costs."),
            _("Write for example: {example}").format(example="percent_per_day = 10"),
        )
    days = cast(Literal["whole", "started"], table.one_of("days", ("whole", "started"), "whole"))
    return LatePolicy(
        kind,
        table.amount("percent_per_day", Decimal(0), most=100),
        days,
        table.amount("at_most", EVERYTHING, most=100, example="50"),
        table.amount("floor", Decimal(0), most=100, example="40"),
        _steps(table) if kind == "steps" else (),
        table.time("grace", None) or timedelta(0),
        table.time("closes_after", None),
    )


def _steps(table: Table) -> tuple[tuple[Decimal, Decimal], ...]:
    example = _("Write hours and percent, both growing: {example}").format(
        example="steps = { 0 = 10, 24 = 25, 72 = 100 }"
    )
    found = table.values.get("steps")
    if not isinstance(found, Mapping) or not found:
        raise table.wrong(
            "steps" if "steps" in table.values else "policy",
            _("it is not said what is taken off, after how many hours."),
            example,
        )
    steps = []
    for hours, percent in found.items():
        if not hours.isascii() or not hours.isdecimal() or not is_number(percent):
            raise table.wrong(
                "steps", _("{hours} = {percent} is no step.").format(hours=hours, percent=percent),
                example,
            )  # fmt: skip
        steps.append((Decimal(hours), Decimal(percent)))
    steps.sort()
    percents = [percent for _hours, percent in steps]
    if percents != sorted(percents) or not 0 <= percents[0] <= percents[-1] <= EVERYTHING:
        raise table.wrong(
            "steps", _("its percentages do not grow from 0 to 100 with the hours."), example
        )
    return tuple(steps)
