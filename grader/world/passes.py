"""When the ISS passes over a place: rise, culmination, set, and whether it can be seen."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from grader.world.orbit import Vector, above, earth_fixed, sun

CLEAR = 10.0
"""Degrees above the horizon: what is lower hides behind houses and trees."""
DUSK = -6.0
"""Degrees of the sun: civil twilight is over, the sky is dark enough."""

_STEP = 120.0
_HALF_PASS = 600.0
"""Seconds: no pass of an orbit this low takes longer from rise to culmination."""
_LOOK = 10.0
_EXACT = 0.01
_NEARLY_UP = -15.0
"""Degrees: culminations that a coarse scan sees lower than this stay below the horizon."""
_EARTH = 6378.137
_GOLDEN = (math.sqrt(5) - 1) / 2


@dataclass(frozen=True)
class Pass:
    """The ISS above the horizon of a place, once. All moments are epoch seconds UTC."""

    rise: float
    culmination: float
    set: float
    highest: float
    """Degrees above the horizon at culmination."""
    clear_from: float | None
    """When it climbs over 10°; None for a pass that stays below."""
    clear_until: float | None
    visible: bool
    """Whether the eye can see it for a while: sunlit, above 10°, the sun below -6°."""
    visible_from: float | None
    visible_until: float | None
    perhaps_visible: bool
    """The same by the laxest definition: sunlit, above the horizon, after sunset."""

    @property
    def visible_at_culmination(self) -> bool:
        """Whether it is visible by almost any definition: at its highest point, too."""
        if self.visible_from is None or self.visible_until is None:
            return False
        return self.visible_from <= self.culmination <= self.visible_until


def passes(latitude: float, longitude: float, start: float, *, hours: float) -> tuple[Pass, ...]:
    """Find the passes over a place (degrees) that end after ``start`` and begin within ``hours``.

    A pass that is under way at ``start`` (epoch seconds) comes first, with its true rise.
    """
    place = _Place(latitude, longitude)
    end = start + hours * 3600
    found = (
        place.passing(culmination)
        for culmination in place.culminations(start - _HALF_PASS, end + _HALF_PASS)
    )
    return tuple(one for one in found if one.set > start and one.rise < end)


@dataclass(frozen=True)
class Direction:
    """Where to look for the ISS, in degrees."""

    azimuth: float
    """From north over east, 0 to 360."""
    elevation: float
    """Above the horizon; below it, less than 0."""

    @classmethod
    def at(cls, latitude: float, longitude: float, moment: float) -> Direction:
        """Give the direction from a place (degrees) at a moment (epoch seconds UTC)."""
        here, up = above(latitude, longitude)
        station = earth_fixed(moment)
        away = (station[0] - here[0], station[1] - here[1], station[2] - here[2])
        turn = math.radians(longitude)
        east = (-math.sin(turn), math.cos(turn), 0.0)
        north = (
            up[1] * east[2] - up[2] * east[1],
            up[2] * east[0] - up[0] * east[2],
            up[0] * east[1] - up[1] * east[0],
        )
        azimuth = math.degrees(math.atan2(_dot(east, away), _dot(north, away))) % 360
        return cls(azimuth, math.degrees(math.asin(_dot(up, away) / math.hypot(*away))))


class _Place:
    """A place on the ground, and what stands above it."""

    def __init__(self, latitude: float, longitude: float) -> None:
        self._here, self._up = above(latitude, longitude)

    def elevation(self, moment: float) -> float:
        """Give the elevation of the ISS in degrees."""
        x, y, z = earth_fixed(moment)
        away = (x - self._here[0], y - self._here[1], z - self._here[2])
        return math.degrees(math.asin(_dot(self._up, away) / math.hypot(*away)))

    def culminations(self, start: float, end: float) -> Iterator[float]:
        """Yield the moments of the highest points that are above the horizon."""
        # One culmination an orbit: a coarse scan cannot step over one.
        moment = start - _STEP
        before, here = self.elevation(moment - _STEP), self.elevation(moment)
        while moment <= end + _STEP:
            after = self.elevation(moment + _STEP)
            if here > _NEARLY_UP and before < here >= after:
                highest = _highest(self.elevation, moment - _STEP, moment + _STEP)
                if self.elevation(highest) > 0:
                    yield highest
            before, here = here, after
            moment += _STEP

    def passing(self, culmination: float) -> Pass:
        """Describe the pass with this culmination."""
        highest = self.elevation(culmination)
        rise = self._crossing(0.0, culmination - _HALF_PASS, culmination)
        end = self._crossing(0.0, culmination + _HALF_PASS, culmination)
        climbs = sinks = seen_from = seen_until = None
        if highest >= CLEAR:
            climbs = self._crossing(CLEAR, rise, culmination)
            sinks = self._crossing(CLEAR, end, culmination)
            seen_from, seen_until = self._seen(climbs, sinks)
        return Pass(
            rise=rise,
            culmination=culmination,
            set=end,
            highest=highest,
            clear_from=climbs,
            clear_until=sinks,
            visible=seen_from is not None,
            visible_from=seen_from,
            visible_until=seen_until,
            perhaps_visible=any(self._sunlit_at_night(at, 0.0) for at in _looks(rise, end)),
        )

    def _crossing(self, elevation: float, below: float, above_it: float) -> float:
        return _border(lambda at: self.elevation(at) >= elevation, below, above_it)

    def _seen(self, start: float, end: float) -> tuple[float | None, float | None]:
        """Give the first and the last moment at which it is visible between two moments."""

        def visible(moment: float) -> bool:
            return self._sunlit_at_night(moment, DUSK)

        looks = _looks(start, end)
        seen = [number for number, at in enumerate(looks) if visible(at)]
        if not seen:
            return None, None
        first, last = seen[0], seen[-1]
        since = _border(visible, looks[first - 1], looks[first]) if first else start
        until = _border(visible, looks[last + 1], looks[last]) if looks[last + 1 :] else end
        return since, until

    def _sunlit_at_night(self, moment: float, dusk: float) -> bool:
        """Whether the sun shines on the ISS, and is lower than ``dusk`` (degrees) here."""
        _, towards_sun = above(*sun(moment))
        if _dot(self._up, towards_sun) >= math.sin(math.radians(dusk)):
            return False
        station = earth_fixed(moment)
        ahead = _dot(station, towards_sun)
        return ahead > 0 or math.sqrt(_dot(station, station) - ahead * ahead) > _EARTH


def _dot(one: Vector, other: Vector) -> float:
    return one[0] * other[0] + one[1] * other[1] + one[2] * other[2]


def _looks(start: float, end: float) -> list[float]:
    count = max(1, math.ceil((end - start) / _LOOK))
    return [start + (end - start) * number / count for number in range(count + 1)]


def _border(holds: Callable[[float], bool], outside: float, inside: float) -> float:
    """Give the moment between two where a condition begins to hold."""
    while abs(inside - outside) > _EXACT:
        middle = (inside + outside) / 2
        if holds(middle):
            inside = middle
        else:
            outside = middle
    return inside


def _highest(height: Callable[[float], float], low: float, high: float) -> float:
    """Give where a function with one peak between two points is highest (golden section)."""
    left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
    at_left, at_right = height(left), height(right)
    while high - low > _EXACT:
        if at_left < at_right:
            low, left, at_left = left, right, at_right
            right = low + _GOLDEN * (high - low)
            at_right = height(right)
        else:
            high, right, at_right = right, left, at_left
            left = high - _GOLDEN * (high - low)
            at_left = height(left)
    return (low + high) / 2
