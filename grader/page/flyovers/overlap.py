"""Pieces of a text, and which of them are still free."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Protocol, TypeVar


class Placed(Protocol):
    """A piece of a text: from ``start`` up to ``end``."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends; the character there is no part of it."""


P = TypeVar("P", bound=Placed)


def free_of(taken: Iterable[Placed], pieces: Iterable[P]) -> tuple[P, ...]:
    """Return the pieces that overlap with nothing ``taken``, which do not overlap themselves."""
    spans = sorted((one.start, one.end) for one in taken)
    starts = [start for start, _ in spans]

    def is_free(piece: P) -> bool:
        # Only the last that begins before a piece ends can reach into it.
        place = bisect_left(starts, piece.end)
        return place == 0 or spans[place - 1][1] <= piece.start

    return tuple(piece for piece in pieces if is_free(piece))
