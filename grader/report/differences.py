"""Which words of what was expected and what was found differ."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

LONGEST = 400
"""Characters of a text that is compared; the time grows with the square of it."""
ALIKE = 0.5
"""The share of words from which two texts count as two forms of one thing."""

Piece = tuple[str, bool]
"""Some text, and whether it differs."""


def compared(expected: str, found: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return both texts in pieces; nothing differs in texts that have little in common.

    A sentence on one side and a value on the other are no two forms of one thing.
    """
    whole = ((expected, False),), ((found, False),)
    if max(len(expected), len(found)) > LONGEST:
        return whole
    left, right = _words(expected), _words(found)
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    if matcher.ratio() < ALIKE:
        return whole
    codes = matcher.get_opcodes()
    return (
        tuple(_pieces(left, ((tag, a, b) for tag, a, b, _c, _d in codes))),
        tuple(_pieces(right, ((tag, c, d) for tag, _a, _b, c, d in codes))),
    )


def _words(text: str) -> list[str]:
    return re.findall(r"[\w.+:-]*\w|\s+|.", text, re.DOTALL)


def _pieces(words: list[str], codes: Iterator[tuple[str, int, int]]) -> Iterator[Piece]:
    for tag, start, end in codes:
        if start < end:
            yield "".join(words[start:end]), tag != "equal"
