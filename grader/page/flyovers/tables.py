"""The headings of tables, as a browser gives their text: cells between tabs, rows in lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True)
class Headings:
    """What stands at the head of each column of a text's tables."""

    _starts: tuple[int, ...]
    _lines: tuple[str, ...]
    _heads: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, text: str) -> Headings:
        """Read a text: a row of words without a digit heads the rows of as many cells below."""
        lines = tuple(text.split("\n"))
        starts = (0, *(match.end() for match in re.finditer("\n", text)))
        heads: list[tuple[str, ...]] = []
        current: dict[int, tuple[str, ...]] = {}
        for line in lines:
            cells = tuple(line.split("\t"))
            if len(cells) > 1 and not re.search(r"\d", line):
                current = {len(cells): cells}
            heads.append(current.get(len(cells), ()) if len(cells) > 1 else ())
        return cls(starts, lines, tuple(heads))

    def over(self, position: int) -> str | None:
        """Return the heading of the cell at a position of the text, if it is in a table."""
        row = bisect_right(self._starts, position) - 1
        heads = self._heads[row]
        if not heads:
            return None
        return heads[self._lines[row][: position - self._starts[row]].count("\t")]
