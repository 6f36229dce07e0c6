"""What a page may truthfully show at each look: values served, propagated or derived."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from grader.page.numbers.quantities import Quantity
from grader.world.orbit import Position, computed
from grader.world.sphere import apart

STALE = 11.0
"""Seconds: what a page propagates itself may be this old."""
AHEAD = 1.0
"""Seconds that a page's own rounding of the time may be ahead."""

_EARTH = 6371.0
_SLACK = {
    Quantity.LATITUDE: 0.02,
    Quantity.LONGITUDE: 0.03,
    Quantity.ALTITUDE: 0.5,
    Quantity.VELOCITY: 3.0,
}
"""How far two honest propagations of the same elements differ; degrees, km, km/h."""
_DERIVED = 0.03
"""A speed made from successive positions is right within this share."""


@dataclass(frozen=True)
class Tick:
    """One look at the page."""

    moment: float
    """Page time, epoch seconds."""
    texts: Mapping[str, str]
    """The visible texts; a text's key stays the same when its element is made anew."""
    served: tuple[Position, ...]
    """What was served until then, oldest first, in kilometres; the last three are enough."""


@dataclass(frozen=True)
class Band:
    """The values that are right at one look, in degrees, kilometres or km/h."""

    newer: float
    older: float
    slack: float = 0.0

    def meets(self, value: float, tolerance: float, *, circular: bool) -> bool:
        """Whether a value is one of the two."""
        within = tolerance + self.slack
        return any(
            abs(_difference(value, known, circular)) <= within for known in (self.newer, self.older)
        )

    def spans(self, value: float, tolerance: float, *, circular: bool) -> bool:
        """Whether a value lies between the two, both included."""
        within = tolerance + self.slack
        span = _difference(self.older, self.newer, circular)
        there = _difference(value, self.newer, circular)
        return min(0.0, span) - within <= there <= max(0.0, span) + within


@dataclass(frozen=True)
class Source:
    """Where right values come from, one band a look (None before there is any)."""

    name: str
    """``served``, ``computed`` or ``derived``."""
    bands: tuple[Band | None, ...]
    steady: bool
    """Whether anything between the two ends of a band is right without further evidence."""


def sources_of(quantity: Quantity, ticks: Sequence[Tick]) -> tuple[Source, ...]:
    """Return where a page may have its values of ``quantity`` from, the likeliest first."""
    served = Source("served", tuple(_served(quantity, tick) for tick in ticks), steady=False)
    own = Source("computed", tuple(_computed(quantity, tick) for tick in ticks), steady=True)
    if quantity is not Quantity.VELOCITY:
        return served, own
    derived = (
        Source("derived", tuple(_derived(tick, raised=raised) for tick in ticks), steady=True)
        for raised in (False, True)
    )
    return served, own, *derived


def _served(quantity: Quantity, tick: Tick) -> Band | None:
    if not tick.served:
        return None
    newer, older = tick.served[-1], tick.served[-2:][0]
    return Band(getattr(newer, quantity), getattr(older, quantity))


def _computed(quantity: Quantity, tick: Tick) -> Band:
    newer, older = computed(tick.moment + AHEAD), computed(tick.moment - STALE)
    return Band(getattr(newer, quantity), getattr(older, quantity), _SLACK[quantity])


def _derived(tick: Tick, *, raised: bool) -> Band | None:
    """Return the speed that the last positions give, over the ground or at the ISS's height."""
    speeds = [
        _distance(one, other, raised=raised) / abs(other.timestamp - one.timestamp) * 3600
        for one, other in pairwise(tick.served[-3:])
        if other.timestamp != one.timestamp
    ]
    if not speeds:
        return None
    return Band(speeds[-1], speeds[0], _DERIVED * speeds[-1])


def _distance(one: Position, other: Position, *, raised: bool) -> float:
    """Return the great-circle distance of two positions in kilometres."""
    radius = _EARTH + (one.altitude if raised else 0.0)
    places = (one.latitude, one.longitude), (other.latitude, other.longitude)
    return radius * math.radians(apart(*places))


def _difference(value: float, known: float, circular: bool) -> float:
    return math.remainder(value - known, 360) if circular else value - known
