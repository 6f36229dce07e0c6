"""Which schedule expressions mean every minute."""

from __future__ import annotations

import re

from grader.cloud.cron import covered

RATE = re.compile(r"rate\(\s*(\d+)\s+(minute|hour|day)s?\s*\)")
CRON = re.compile(r"cron\(([^)]*)\)")
AT = re.compile(r"at\((\d{4})-[^)]*\)")
MONTHS, WEEKDAYS = (
    {name: number for number, name in enumerate(names.split(), start=1)}
    for names in (
        "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC",
        "SUN MON TUE WED THU FRI SAT",
    )
)
FIELDS: tuple[tuple[int, int, dict[str, int]], ...] = (
    (0, 59, {}),
    (0, 23, {}),
    (1, 31, {}),
    (1, 12, MONTHS),
    (1, 7, WEEKDAYS),
    (1970, 2199, {}),
)
"""Minutes, hours, day of the month, month, day of the week, year: least, most, names."""
DAYS = (2, 4)
"""The two fields of days: one of them is "?" and leaves the choice to the other."""
COURSE_YEARS = frozenset(range(2026, 2041))
"""The years in which the course may be taken: what ends before or begins after never fires."""


def every_minute(expression: str) -> bool:
    """Whether an expression that AWS accepts fires in every minute of every day, in its years."""
    rate = RATE.fullmatch(expression.strip())
    if rate:
        return rate.groups() == ("1", "minute")
    fields = _fields(expression)
    return (
        bool(fields)
        and all(
            (index in DAYS and field == "?") or _is_whole(field, index)
            for index, field in enumerate(fields[:-1])
        )
        and _has_no_gap(years(expression))
    )


def years(expression: str) -> frozenset[int]:
    """Return the years of the course in which an expression fires."""
    once = AT.fullmatch(expression.strip())
    if once:
        return COURSE_YEARS & {int(once[1])}
    fields = _fields(expression)
    if not fields or fields[-1] in ("*", "?"):
        return COURSE_YEARS
    try:
        return COURSE_YEARS & covered(fields[-1], *FIELDS[-1])
    except ValueError:
        return frozenset()


def _fields(expression: str) -> list[str]:
    cron = CRON.fullmatch(expression.strip())
    fields = cron[1].split() if cron else []
    return fields if len(fields) == len(FIELDS) else []


def _is_whole(field: str, index: int) -> bool:
    least, most, names = FIELDS[index]
    try:
        return covered(field, least, most, names) == frozenset(range(least, most + 1))
    except ValueError:  # L, W, # and the like
        return False


def _has_no_gap(found: frozenset[int]) -> bool:
    return not found or found == frozenset(range(min(found), max(found) + 1))
