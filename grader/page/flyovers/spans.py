"""Lengths of time in a text: "39 min", "1h23m", "2 days and 3 hours", 1d 02:39:12."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

DAY, HOUR, MINUTE, SECOND = 86_400, 3_600, 60, 1

_UNITS = {
    DAY: r"d|days?|días?|dias?|tage?n?|jours?|j",
    HOUR: r"h|hrs?|hours?|horas?|hs|std\.?|stunden?|heures?",
    MINUTE: r"m|mins?\.?|minutes?|minutos?|minuten?",
    SECOND: r"s|secs?\.?|seconds?|segs?\.?|segundos?|sek\.?|sekunden?|secondes?",
}
_ONE = r"(?<!\w)(?:an?|una?|uma?|eine[rmn]?|ein|une)(?= )"
_PIECE = re.compile(
    rf"(?:(?<![\d.,:/])(?P<amount>\d{{1,4}}(?:[.,]\d{{1,2}})?)|{_ONE})[ \n\t]{{0,2}}"
    rf"(?:{'|'.join(f'(?P<u{size}>{words})' for size, words in _UNITS.items())})(?![^\W\d])",
    re.I,
)
_BETWEEN = re.compile(r"[ \n\t]{0,2}(?:,|:|·|y|e|and|und|et)?[ \n\t]{0,2}", re.I)
_CLOCKWISE = re.compile(
    r"(?:(?P<days>\d{1,3})(?: ?d(?:ays?|ías?|ias?)?,? ?|:(?=\d\d:\d\d:\d\d)))?"
    r"(?P<first>\d{1,3}):(?P<second>[0-5]\d)(?::(?P<third>[0-5]\d))?(?![\d:])",
    re.I,
)


@dataclass(frozen=True)
class Span:
    """A length of time in a text."""

    start: int
    end: int
    seconds: float
    precision: float
    """Seconds that its last digit stands for."""


def spans_in(text: str) -> tuple[Span, ...]:
    """Return the lengths of time that a text writes with units."""
    chains: list[list[re.Match[str]]] = []
    for piece in _PIECE.finditer(text):
        last = chains[-1][-1] if chains else None
        if last and _goes_on(text, last, piece):
            chains[-1].append(piece)
        else:
            chains.append([piece])
    return tuple(_span(chain) for chain in chains)


def clockwise_at(text: str, start: int) -> Iterator[Span]:
    """Yield what a countdown such as 00:39:12 or 39:12 can mean where it starts."""
    match = _CLOCKWISE.match(text, start)
    if match is None:
        return
    days = int(match["days"] or 0) * DAY
    first, second = int(match["first"]), int(match["second"])
    if match["third"]:
        seconds = first * HOUR + second * MINUTE + int(match["third"])
        yield Span(start, match.end(), days + seconds, SECOND)
        return
    yield Span(start, match.end(), days + first * MINUTE + second, SECOND)
    yield Span(start, match.end(), days + first * HOUR + second * MINUTE, MINUTE)


def _goes_on(text: str, last: re.Match[str], piece: re.Match[str]) -> bool:
    """Whether a piece belongs to the one before: a smaller unit, and little between."""
    smaller = _size(piece) < _size(last)
    return smaller and _BETWEEN.fullmatch(text, last.end(), piece.start()) is not None


def _span(chain: list[re.Match[str]]) -> Span:
    amounts = [(piece["amount"] or "1").replace(",", ".") for piece in chain]
    seconds = sum(
        float(amount) * _size(piece) for amount, piece in zip(amounts, chain, strict=True)
    )
    decimals = len(amounts[-1].partition(".")[2])
    precision = _size(chain[-1]) / 10**decimals
    return Span(chain[0].start(), chain[-1].end(), seconds, precision)


def _size(piece: re.Match[str]) -> int:
    return next(size for size in _UNITS if piece[f"u{size}"])
