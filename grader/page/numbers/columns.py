"""The numbers of a page as columns: what stands in one place, look after look."""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from grader.page.numbers.numbers import Number, numbers_in
from grader.page.numbers.quantities import labels_in

_LONGEST = 300
"""Characters; a longer text is prose, not a reading."""
_MOST = 24
"""Numbers of one text that are looked at."""
_MOST_PLACES = 400
"""Places that are looked at, those first that name a quantity."""
_DIGITS = re.compile(r"[\d.,'’°′″\"−-]+")


@dataclass(frozen=True)
class Cell:
    """One number of one look, in its text."""

    tick: int
    text: str
    ordinal: int
    """Which number of the text it is, from 0."""

    @property
    def number(self) -> Number:
        """The number."""
        return read(self.text)[self.ordinal]


@dataclass(frozen=True)
class Column:
    """The numbers that one place shows; ``missing`` looks had the text, and no number in it."""

    name: str
    cells: tuple[Cell, ...]
    missing: int = 0

    @property
    def looks(self) -> int:
        """At how many looks the text was there."""
        return len(self.cells) + self.missing


@functools.lru_cache(maxsize=16384)
def read(text: str) -> tuple[Number, ...]:
    """Return the numbers of a text; see ``numbers_in``."""
    return numbers_in(text)[:_MOST] if len(text) <= _LONGEST else ()


def columns_of(texts: Sequence[Mapping[str, str]]) -> Iterator[Column]:
    """Yield every column of numbers, each sequence of texts once."""
    seen: set[tuple[tuple[int, str], ...]] = set()
    places = [(name, tuple(sorted(series.items()))) for name, series in _series(texts)]
    places.sort(key=lambda place: not any(labels_in(place[1][-1][1][:_LONGEST])))
    for name, shown in places:
        if shown in seen:
            continue
        if len(seen) == _MOST_PLACES:
            return
        seen.add(shown)
        for ordinal in range(max(len(read(text)) for _, text in shown)):
            cells = tuple(
                Cell(tick, text, ordinal) for tick, text in shown if len(read(text)) > ordinal
            )
            yield Column(name, cells, len(shown) - len(cells))


def _series(texts: Sequence[Mapping[str, str]]) -> Iterator[tuple[str, dict[int, str]]]:
    """Yield the texts of each place: look → text.

    Elements that are made anew at each update have new names: their texts are put together by
    what is constant in them.
    """
    lives = Counter(name for look in texts for name in look)
    lasting: defaultdict[str, dict[int, str]] = defaultdict(dict)
    brief: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for tick, look in enumerate(texts):
        for name, text in look.items():
            lasting[name][tick] = text
            if lives[name] * 2 < len(texts):
                brief[_DIGITS.sub("#", text)].setdefault(tick, text)
    yield from lasting.items()
    yield from brief.items()
