"""Reading a moment out of a key or a field, however it is written."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

LONGEST = 64
"""Characters; no timestamp is longer."""
LATEST = 20
"""Seconds after the start of a run at which its own clock may still be read."""
CLOCK = re.compile(r"(?<!\d)(\d{2})[:._h-](\d{2})[:._m-](\d{2})(?!\d)(?:\W?([AaPp])[Mm])?")
EPOCHS = {10: 1, 13: 10**3, 16: 10**6, 19: 10**9}
"""Digits of epoch seconds, milliseconds and so on, and how many of them are a second."""
STAMP = re.compile(
    r"(?<!\d)(\d{4})([-_/.]?)(\d{2})\2(\d{2})[T_ -]?(\d{2})([-_:.]?)(\d{2})\6(\d{2})(?!\d{2})"
)
"""A date with its time, anywhere in a text."""
DATES = ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d")


def within(moments: Iterator[float], start: float) -> bool:
    """Whether one of ``moments`` lies in the run that started at ``start`` (epoch seconds)."""
    first = math.floor(start) - 1
    return any(first <= moment <= start + LATEST for moment in moments)


def dates_of(start: float) -> tuple[str, ...]:
    """Return the date of a run in the forms that the course accepts."""
    day = datetime.fromtimestamp(start, UTC)
    return tuple(day.strftime(form) for form in DATES)


def moments_in(text: str, start: float) -> Iterator[float]:
    """Yield every moment (epoch seconds) that ``text`` can mean for a run on that day.

    Epoch seconds, milliseconds and so on; a date with a time in any common form; a time alone,
    which the day of the run completes. Nothing coarser than a second.
    """
    plain = text.strip()
    if len(plain) > LONGEST:
        return
    if re.fullmatch(r"\d{9,11}(\.\d+)?", plain):
        yield float(plain)
    if re.fullmatch(r"\d{13,19}", plain):
        yield int(plain) / 10 ** (len(plain) - 10)
    parts = [int(part) for part in re.findall(r"\d+", plain)]
    yield from _of_iso(plain)
    yield from _of_digits(re.sub(r"\D", "", plain), start)
    yield from _of_parts(parts, start)
    yield from _of_clock(plain, start)
    yield from _inside(plain)


def _inside(text: str) -> Iterator[float]:
    """Yield the moments that stand among other words and numbers: iss-25544-20330424T194406Z."""
    for digits in re.findall(r"\d+", text):
        if len(digits) in EPOCHS:
            yield int(digits) / EPOCHS[len(digits)]
    for match in STAMP.finditer(text):
        yield from _assembled(*(int(match[group]) for group in (1, 3, 4, 5, 7, 8)))


def _of_iso(text: str) -> Iterator[float]:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return
    if re.search(r"\d{1,2}\D?\d{2}\D?\d{2}\D*", text[8:]):
        yield (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _of_digits(digits: str, start: float) -> Iterator[float]:
    if len(digits) >= 14:
        yield from _assembled(
            int(digits[:4]), int(digits[4:6]), int(digits[6:8]),
            int(digits[8:10]), int(digits[10:12]), int(digits[12:14]),
        )  # fmt: skip
    if len(digits) in {6, 9, 12}:
        day = datetime.fromtimestamp(start, UTC)
        yield from _assembled(
            day.year, day.month, day.day, int(digits[:2]), int(digits[2:4]), int(digits[4:6])
        )


def _of_parts(parts: list[int], start: float) -> Iterator[float]:
    if len(parts) >= 6:
        yield from _assembled(*parts[:6])
    if 3 <= len(parts) <= 4:
        day = datetime.fromtimestamp(start, UTC)
        yield from _assembled(day.year, day.month, day.day, *parts[:3])


def _of_clock(text: str, start: float) -> Iterator[float]:
    """Yield what a time such as 14:25:36 or 02-25-36-PM in the text means on the day of the run."""
    day = datetime.fromtimestamp(start, UTC)
    for hour, minute, second, half in CLOCK.findall(text):
        hours = int(hour) % 12 + (12 if half.lower() == "p" else 0) if half else int(hour)
        yield from _assembled(day.year, day.month, day.day, hours, int(minute), int(second))


def _assembled(
    year: int, month: int, day: int, hour: int, minute: int, second: int
) -> Iterator[float]:
    try:
        moment = datetime(year, month, day, tzinfo=UTC)
    except (ValueError, OverflowError):
        return
    if hour < 24 and minute < 60 and second < 60:
        yield (moment + timedelta(hours=hour, minutes=minute, seconds=second)).timestamp()
