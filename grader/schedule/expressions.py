"""Which schedule expressions mean every minute."""

from __future__ import annotations

import re
from collections.abc import Iterator

RATE = re.compile(r"rate\(\s*(\d+)\s+(minute|hour|day)s?\s*\)")
CRON = re.compile(r"cron\(([^)]*)\)")
RANGES = ((0, 59), (0, 23), (1, 31), (1, 12), (1, 7), (1970, 2199))
"""Minutes, hours, day of the month, month, day of the week, year."""
NAMES = {
    name: number
    for names in (
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
        ("sun", "mon", "tue", "wed", "thu", "fri", "sat"),
    )
    for number, name in enumerate(names, start=1)
}
DAYS = (2, 4)
"""The two fields of days: one of them is "?" and leaves the choice to the other."""


def every_minute(expression: str) -> bool:
    """Whether an expression that AWS accepts fires in every minute of every day."""
    rate = RATE.fullmatch(expression.strip())
    if rate:
        return rate.groups() == ("1", "minute")
    cron = CRON.fullmatch(expression.strip())
    fields = cron[1].split() if cron else []
    return len(fields) == len(RANGES) and all(
        (index in DAYS and field == "?") or _is_whole(field, *RANGES[index])
        for index, field in enumerate(fields)
    )


def _is_whole(field: str, least: int, most: int) -> bool:
    try:
        covered = set(_expand(field.lower(), least, most))
    except ValueError:
        return False
    # Years that are over are not missed, and no course looks further ahead.
    needed = range(2027, 2040) if least == RANGES[-1][0] else range(least, most + 1)
    return covered >= set(needed)


def _expand(field: str, least: int, most: int) -> Iterator[int]:
    """Yield the numbers that a field covers. Raises ValueError for L, W, # and the like."""
    for part in field.split(","):
        span, _slash, step = part.partition("/")
        if span == "*":
            first, last = least, most
        else:
            low, dash, high = span.partition("-")
            first = _number(low)
            last = _number(high) if dash else (most if step else first)
        if last < first:  # MON-SUN, or 22-6: on to the end, and from the beginning
            last += most - least + 1
        for number in range(first, last + 1, int(step or 1)):
            yield least + (number - least) % (most - least + 1)


def _number(text: str) -> int:
    return NAMES[text] if text in NAMES else int(text)
