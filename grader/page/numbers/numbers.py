"""The numbers that a visible text contains, with every reading that is plausible."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from grader.page.numbers.angles import angles_in, directions

_BLANK = " \u00a0\u202f\u2009"
_APOSTROPHE = "'’"
_MINUS = "−–‐‑-"
_LONGEST = 40
"""Characters; a longer run of digits is no measured value."""

# Clocks are the business of times.py.
_CLOCK = re.compile(r"(?<!\d)\d{1,2}(?::\d{2}){1,2}(?![\d:])")
_NUMBER = re.compile(
    rf"(?P<sign>(?<![\d{_MINUS}])[+{_MINUS}][{_BLANK}]?)?"
    rf"(?:(?P<spaced>(?<!\d)\d{{1,3}}(?:[{_BLANK}{_APOSTROPHE}]\d{{3}})+(?:[.,]\d+)?(?!\d))"
    r"|(?P<plain>\d(?:[\d.,]*\d)?))"
)
_GAP = re.compile(rf"[{_BLANK}{_APOSTROPHE}]")
_GROUPED = {
    ".": re.compile(r"\d{1,3}(?:,\d{3})+"),
    ",": re.compile(r"\d{1,3}(?:\.\d{3})+"),
}
"""How the whole part may be grouped, by the mark of the decimals."""


@dataclass(frozen=True)
class Reading:
    """One value that a number may have."""

    value: float
    step: float
    """One unit of its last digit."""


@dataclass(frozen=True)
class Number:
    """A number in a text."""

    text: str
    start: int
    end: int
    readings: tuple[Reading, ...]


def numbers_in(text: str) -> tuple[Number, ...]:
    """Return the numbers of a text in order, those of clocks left out.

    Separators may be those of English, German, Spanish, Portuguese or French; a sign, a
    hemisphere ("51.7° S", "Norte 12,5", "W 3.7") or degrees, minutes and seconds are part of
    the number. What can be read in two ways ("45,123") has two readings.
    """
    found = []
    for angle in angles_in(text):
        readings = tuple(Reading(value, angle.step) for value in angle.values)
        found.append(Number(text[angle.start : angle.end], angle.start, angle.end, readings))
    taken = [(number.start, number.end) for number in found]
    taken += [match.span() for match in _CLOCK.finditer(text)]
    for start, end in _between(sorted(taken), len(text)):
        found += _plain_numbers(text, start, end)
    return tuple(sorted(found, key=lambda number: number.start))


def _between(taken: list[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a text that are not taken yet."""
    here = 0
    for start, end in taken:
        if start > here:
            yield here, start
        here = max(here, end)
    yield here, length


def _plain_numbers(text: str, start: int, end: int) -> Iterator[Number]:
    previous = -1
    for match in _NUMBER.finditer(text, start, end):
        for piece_start, piece_end, readings in _pieces(match):
            sign = match["sign"] if piece_start == match.start() else None
            signed = tuple(_signed(readings, sign or ""))
            turned = tuple(
                replace(reading, value=value)
                for reading in signed
                for value in directions(text, piece_start, piece_end, previous, reading.value)
            )
            unique = tuple(dict.fromkeys(turned))
            if unique:
                yield Number(text[piece_start:piece_end], piece_start, piece_end, unique)
            previous = piece_end


def _pieces(match: re.Match[str]) -> Iterator[tuple[int, int, list[Reading]]]:
    """Yield a match as one number, or as several ("51.755,148.102") where it cannot be one."""
    run = match["spaced"] or match["plain"]
    if len(run) > _LONGEST:
        return
    if match["spaced"]:
        parts = _GAP.split(run)
        whole = _readings("".join(parts))
        # "12 345" may also be two numbers; an apostrophe only ever groups.
        apart = [reading for part in parts for reading in _readings(part)] if " " in run else []
        yield match.start(), match.end(), whole + apart
        return
    readings = _readings(run)
    if readings:
        pair = run.split(",") if "." in run and run.count(",") == 1 else []
        yield (
            match.start(),
            match.end(),
            readings + [reading for part in pair for reading in _readings(part)],
        )
        return
    here = match.start("plain")
    for index, part in enumerate(run.split(",")):
        start = match.start() if index == 0 else here
        if part:
            yield start, here + len(part), _readings(part)
        here += len(part) + 1


def _readings(digits: str) -> list[Reading]:
    """Read digits with marks: once with a decimal point, once with a decimal comma."""
    found: dict[Reading, None] = {}
    for mark, grouped in _GROUPED.items():
        whole, _, decimals = digits.partition(mark)
        if not decimals.isdecimal() and decimals:
            continue
        if not (whole.isdecimal() or grouped.fullmatch(whole)):
            continue
        plain = whole.replace(".", "").replace(",", "")
        found[Reading(float(f"{plain}.{decimals or 0}"), 10.0 ** -len(decimals))] = None
    return list(found)


def _signed(readings: list[Reading], sign: str) -> Iterator[Reading]:
    for reading in readings:
        if sign[:1] in ("", "+"):
            yield reading
            continue
        yield replace(reading, value=-reading.value)
        if len(sign) > 1:
            yield reading  # "12 - 45" is a range
