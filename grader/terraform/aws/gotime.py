"""Moments as Go reads them, and what it says of those that it cannot read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.terraform.provider.resource import Problem, known
from grader.terraform.provider.values import Values

_LAYOUT = "2006-01-02T15:04:05Z07:00"
_ELEMENTS = (
    ("2006", r"\d{4}"),
    ("-", "-"),
    ("01", r"\d\d"),
    ("-", "-"),
    ("02", r"\d\d"),
    ("T", "T"),
    ("15", r"\d\d"),
    (":", ":"),
    ("04", r"\d\d"),
    (":", ":"),
    ("05", r"\d\d(?:[.,]\d+)?"),
    ("Z07:00", r"Z|[+-]\d\d:\d\d"),
)
_RANGES = {
    "01": (1, 12, "month"),
    "02": (1, 31, "day"),
    "15": (0, 23, "hour"),
    "04": (0, 59, "minute"),
    "05": (0, 59, "second"),
}


def mistake_in_moment(text: str) -> str | None:
    """What Go says when it parses ``text`` by RFC 3339; None when it can."""
    rest = text
    for element, pattern in _ELEMENTS:
        match = re.match(pattern, rest)
        if match is None:
            return f'parsing time "{text}" as "{_LAYOUT}": cannot parse "{rest}" as "{element}"'
        least, most, name = _RANGES.get(element, (0, 0, ""))
        if name and not least <= int(match[0][:2]) <= most:
            return f'parsing time "{text}": {name} out of range'
        rest = rest[match.end() :]
    return f'parsing time "{text}": extra text: "{rest}"' if rest else None


def wrong_moment(config: Values, name: str) -> Iterator[Problem]:
    """The rule for an argument that is a moment."""
    value = known(config, name)
    mistake = None if value is None else mistake_in_moment(value)
    if mistake is not None:
        words = f'expected "{name}" to be a valid RFC3339 date, got "{value}": {mistake}'
        yield Problem((name,), words)
