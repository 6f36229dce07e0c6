"""How far two places on the Earth are from each other."""

from __future__ import annotations

import math

Place = tuple[float, float]
"""Latitude and longitude, degrees."""


def apart(one: Place, other: Place) -> float:
    """Return the angle between two places, in degrees; longitudes may run past 180."""
    here, there = math.radians(one[0]), math.radians(other[0])
    between = math.radians(one[1] - other[1])
    haversine = (
        math.sin((there - here) / 2) ** 2
        + math.cos(here) * math.cos(there) * math.sin(between / 2) ** 2
    )
    return math.degrees(2 * math.asin(min(1.0, math.sqrt(max(0.0, haversine)))))
