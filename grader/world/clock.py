"""The one clock of a world: it stands still until the grader moves it."""

from __future__ import annotations

import math
import threading
from datetime import UTC, datetime
from random import Random

from grader.world.orbit import subpoint

FRACTION = 0.1
"""Seconds past the whole second at which an invocation starts."""


class Clock:
    """A held clock, in epoch seconds UTC."""

    def __init__(self, start: float) -> None:
        """Hold the clock at ``start`` epoch seconds."""
        self._now = float(start)
        self._lock = threading.Lock()

    @property
    def now(self) -> float:
        """The moment at which the world stands, in epoch seconds."""
        return self._now

    def advance(self, seconds: float) -> float:
        """Move on by ``seconds`` and return the new moment; ValueError when negative."""
        if not seconds >= 0:
            raise ValueError(f"a clock cannot go back by {seconds} s")
        with self._lock:
            self._now += seconds
            return self._now

    def next_moment(self) -> float:
        """Move on to the next whole second, and a tenth, and return that moment."""
        with self._lock:
            self._now = math.floor(self._now) + 1 + FRACTION
            return self._now


def seeded_start(seed: int) -> float:
    """Give the moment at which a world of this seed begins, in epoch seconds.

    Every such moment shows the usual mistakes with dates and places: the month has one digit,
    day, hour and minute are over 12 and differ, and latitude and longitude of the ISS differ in
    sign and magnitude, so that missing zeros, swapped fields and 12-hour clocks change the text.
    """
    random = Random(seed)  # noqa: S311 - repeatable, not secret
    while True:
        moment = _draw(random)
        if all(_tells_apart(moment + later) for later in (0, 90, 180)):
            return moment


def _draw(random: Random) -> float:
    """Draw a date and time whose fields cannot be mistaken for each other."""

    def between(low: int, high: int) -> int:
        return low + int(random.random() * (high - low + 1))

    while True:
        day, hour, minute = between(13, 28), between(13, 21), between(13, 54)
        if len({day, hour, minute}) == 3:
            break
    date = datetime(
        between(2027, 2035), between(1, 9), day, hour, minute, between(1, 40), tzinfo=UTC
    )
    return date.timestamp() + FRACTION


def _tells_apart(moment: float) -> bool:
    """Whether latitude and longitude of this moment cannot be taken for one another."""
    latitude, longitude = subpoint(moment)
    return (
        10 < abs(latitude) < 45 and 55 < abs(longitude) < 165 and (latitude < 0) != (longitude < 0)
    )
