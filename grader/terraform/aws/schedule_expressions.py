"""Schedule expressions as EventBridge and EventBridge Scheduler accept them.

Neither Terraform's provider nor an emulator checks them as AWS does: `rate(1 minutes)` passes there
and is refused by AWS. What AWS might accept is accepted here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

_UNITS = ("minute", "hour", "day")
_RATE = re.compile(r"rate\(\s*(\d+)\s+([a-z]+)\s*\)")
_CRON = re.compile(r"cron\(\s*(.*?)\s*\)")
_AT = re.compile(r"at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)")

_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
_DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]


def is_rule_schedule(expression: str) -> bool:
    """Whether EventBridge takes ``expression`` for a rule: rate or cron, singular for one unit."""
    return _is_rate(expression, agreeing=True) or _is_cron(expression)


def is_scheduler_schedule(expression: str) -> bool:
    """Whether EventBridge Scheduler takes ``expression``: rate, cron or at, any number of unit."""
    return _is_rate(expression, agreeing=False) or _is_cron(expression) or _is_moment(expression)


def is_time_zone(name: str) -> bool:
    """Whether ``name`` is a time zone of the IANA database, or an offset to it.

    Where a machine has no such database, the shape of the name decides.
    """
    from zoneinfo import available_timezones

    zones = available_timezones()
    return name in zones if zones else bool(re.fullmatch(r"[A-Za-z][\w+/-]*", name))


@dataclass(frozen=True)
class _Field:
    least: int
    most: int
    names: Mapping[str, int] = field(default_factory=dict)
    signs: str = ""
    """Of the signs ``? L W #`` those that the field may hold."""

    def accepts(self, text: str) -> bool:
        return all(self._accepts_part(part) for part in text.upper().split(","))

    def _accepts_part(self, part: str) -> bool:
        if part == "?" and "?" in self.signs:
            return True
        base, slash, step = part.partition("/")
        if slash and not (_is_number(step) and 1 <= int(step) <= self.most):
            return False
        if base == "*":
            return True
        first, dash, last = base.partition("-")
        if dash:
            return self._is_value(first) and self._is_value(last)
        return self._is_value(base) or (not slash and self._is_special(base))

    def _is_value(self, text: str) -> bool:
        if text in self.names:
            return True
        return _is_number(text) and self.least <= int(text) <= self.most

    def _is_special(self, text: str) -> bool:
        if "W" in self.signs and (
            text == "LW" or (text.endswith("W") and self._is_value(text[:-1]))
        ):
            return True
        if "L" in self.signs and text.endswith("L") and (text == "L" or "#" in self.signs):
            return text == "L" or self._is_value(text[:-1])
        day, hash_sign, which = text.partition("#")
        return bool(
            hash_sign and "#" in self.signs and self._is_value(day) and which in set("12345")
        )


_FIELDS = (
    _Field(0, 59),
    _Field(0, 23),
    _Field(1, 31, signs="?LW"),
    _Field(1, 12, names={name: number for number, name in enumerate(_MONTHS, 1)}),
    _Field(1, 7, names={name: number for number, name in enumerate(_DAYS, 1)}, signs="?L#"),
    _Field(1970, 2199),
)
_DAY_OF_MONTH, _DAY_OF_WEEK = 2, 4


def _is_rate(expression: str, *, agreeing: bool) -> bool:
    match = _RATE.fullmatch(expression)
    if match is None or int(match[1]) == 0:
        return False
    unit, plural = match[2].removesuffix("s"), match[2].endswith("s")
    return unit in _UNITS and (not agreeing or plural == (int(match[1]) != 1))


def _is_cron(expression: str) -> bool:
    match = _CRON.fullmatch(expression)
    if match is None:
        return False
    parts = match[1].split()
    if len(parts) != len(_FIELDS):
        return False
    # A day is told by its place in the month or in the week: one of the two fields says nothing.
    if (parts[_DAY_OF_MONTH] == "?") == (parts[_DAY_OF_WEEK] == "?"):
        return False
    return all(one.accepts(part) for one, part in zip(_FIELDS, parts, strict=True))


def _is_moment(expression: str) -> bool:
    match = _AT.fullmatch(expression)
    if match is None:
        return False
    try:
        datetime.fromisoformat(match[1])
    except ValueError:
        return False
    return True


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()
