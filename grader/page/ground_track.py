"""The true way of the ISS over the ground, and how near something is to it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from math import inf

from grader.world.orbit import subpoint
from grader.world.sphere import Place, apart

STEP = 10.0
"""Seconds between two points of the track: 0.7 degrees of arc."""
REACH = 6000.0
"""Seconds before and after: more than one orbit."""


@dataclass(frozen=True)
class GroundTrack:
    """The points below the ISS around a moment."""

    points: tuple[Place, ...]

    @classmethod
    def around(cls, moment: float, *, before: float = REACH, after: float = REACH) -> GroundTrack:
        """Return the track from ``before`` to ``after`` seconds around ``moment``."""
        count = int((before + after) / STEP)
        return cls(tuple(subpoint(moment - before + STEP * n) for n in range(count + 1)))

    def share(self, places: tuple[Place, ...], *, within: float) -> float:
        """Return which part of ``places`` lies within so many degrees of the track."""
        if not places:
            return 0.0
        return sum(self.is_near(place, within) for place in places) / len(places)

    def is_near(self, place: Place, within: float) -> bool:
        """Whether a place lies within so many degrees of the track."""
        latitude = place[0]
        first = bisect_left(self._by_latitude, (latitude - within, -inf))
        last = bisect_right(self._by_latitude, (latitude + within, inf))
        return any(apart(place, point) <= within for point in self._by_latitude[first:last])

    @cached_property
    def _by_latitude(self) -> list[Place]:
        return sorted(self.points)
