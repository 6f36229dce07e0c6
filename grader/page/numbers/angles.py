"""Angles as maps write them: degrees, minutes and seconds, and hemispheres."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MINUS = "−–‐‑-"
_DEGREE = "°º˚"
_PARTS = re.compile(
    rf"(?P<sign>(?<!\d)[{_MINUS}]\s?)?(?<![\d.,])(?P<degrees>\d{{1,3}})\s?[{_DEGREE}]\s?"
    r"(?P<minutes>\d{1,2}(?:[.,]\d{1,12})?)\s?['′’´]"
    r"(?:\s?(?P<seconds>\d{1,2}(?:[.,]\d{1,12})?)\s?(?:\"|″|”|''|′′|’’))?"
)
_WORDS = {
    "N": 1, "S": -1, "E": 1, "W": -1,
    "north": 1, "norte": 1, "nord": 1, "nördlich": 1,
    "south": -1, "sur": -1, "sul": -1, "sud": -1, "süd": -1, "südlich": -1,
    "east": 1, "este": 1, "leste": 1, "est": 1, "ost": 1, "östlich": 1,
    "west": -1, "oeste": -1, "ouest": -1, "westlich": -1,
}  # fmt: skip
_LONG = "|".join(sorted((word for word in _WORDS if len(word) > 1), key=len, reverse=True))
# Only as capitals are single letters hemispheres: "5 s" is a time, "12 e 45" two numbers.
_HEMISPHERE = rf"(?P<letter>[NSEWO])|(?i:(?P<word>{_LONG}))"
_BEHIND = re.compile(
    rf"\s{{0,2}}(?:[{_DEGREE}]|(?i:deg(?:rees?|\.)?|grados?|grad|graus?|degrés?))?"
    rf"[ \u00a0\u202f]{{0,2}}\(?(?:{_HEMISPHERE})(?!\w)"
)
_FRONT = re.compile(rf"(?<!\w)(?:{_HEMISPHERE})\)?[ \u00a0\u202f:]{{0,3}}$")
_FARTHEST = 20


@dataclass(frozen=True)
class Angle:
    """An angle of several parts, in degrees."""

    start: int
    end: int
    values: tuple[float, ...]
    step: float


def angles_in(text: str) -> Iterator[Angle]:
    """Yield what a text says in degrees and minutes, with or without seconds."""
    previous = -1
    for match in _PARTS.finditer(text):
        minutes, seconds = _decimal(match["minutes"]), _decimal(match["seconds"] or "0")
        if minutes >= 60 or seconds >= 60:
            continue
        size = int(match["degrees"]) + minutes / 60 + seconds / 3600
        finest = match["seconds"] or match["minutes"]
        step = 10.0 ** -_decimals(finest) / (3600 if match["seconds"] else 60)
        value = -size if match["sign"] else size
        values = directions(text, match.start(), match.end(), previous, value)
        yield Angle(match.start(), match.end(), tuple(dict.fromkeys(values)), step)
        previous = match.end()


def directions(text: str, start: int, end: int, previous: int, value: float) -> Iterator[float]:
    """Yield ``value`` as the hemisphere beside it turns it, or as it is where none is named.

    ``previous`` is where the number before ends: a letter between two numbers may belong to
    either, so that both readings come.
    """
    behind = _BEHIND.match(text, end, end + _FARTHEST)
    front = _FRONT.search(text, max(0, start - _FARTHEST), start)
    shared = front is not None and previous >= 0 and not text[previous : front.start()].strip(" °º")
    if behind:
        yield from _turned(value, behind)
    if front and not (behind and shared):
        yield from _turned(value, front)
    if not behind and (front is None or shared):
        yield value


def _turned(value: float, hemisphere: re.Match[str]) -> Iterator[float]:
    name = hemisphere["letter"] or hemisphere["word"].lower()
    if name == "O":
        # Oeste, Ouest: west; Ost: east.
        yield -abs(value)
        yield value
    elif value < 0 or _WORDS[name] < 0:
        yield -abs(value)  # "-51.7° S" means no north
    else:
        yield value


def _decimal(digits: str) -> float:
    return float(digits.replace(",", "."))


def _decimals(digits: str) -> int:
    return len(digits.replace(",", ".").partition(".")[2])
