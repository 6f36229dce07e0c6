"""How often a page asks where the ISS is, or moves it."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

AT_ONCE = 0.05
"""Seconds within which two requests are one update."""
LEAK = 1.6
"""How many times more often a page may ask at the end than at the beginning."""


@dataclass(frozen=True)
class Updates:
    """The moments of updates, in seconds of page time."""

    moments: tuple[float, ...]
    every: tuple[float, ...] = ()
    """The same with those that came at once."""

    @classmethod
    def of(cls, moments: Sequence[float]) -> Updates:
        """Take moments of requests together that belong to one update."""
        found: list[float] = []
        for moment in sorted(moments):
            if not found or moment - found[-1] > AT_ONCE:
                found.append(moment)
        return cls(tuple(found), tuple(sorted(moments)))

    @property
    def gaps(self) -> tuple[float, ...]:
        """Seconds between an update and the next."""
        pairs = zip(self.moments, self.moments[1:], strict=False)
        return tuple(later - earlier for earlier, later in pairs)

    @property
    def median(self) -> float | None:
        """The usual gap; None with fewer than two updates."""
        return statistics.median(self.gaps) if self.gaps else None

    def accelerate(self, until: float) -> bool:
        """Whether there are ever more updates: timers that are set and never cleared."""
        third = until / 3
        early = [one for one in self.every if one < third]
        late = [one for one in self.every if one >= until - third]
        return len(early) >= 2 and len(late) > LEAK * len(early) + 1

    def within(self, start: float, end: float) -> Updates:
        """Return the updates of a stretch of time."""
        return Updates.of([one for one in self.every if start <= one < end])
