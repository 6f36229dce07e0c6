"""Where the ISS is: one fixed orbit, propagated with SGP4."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from sgp4.api import Satrec

Vector: TypeAlias = tuple[float, float, float]

INCLINATION = 51.6331
"""Degrees; no latitude of the ISS is farther from the equator, but for the Earth's flattening."""

TLE_NAME = "ISS (ZARYA)"
# Without drag, so that the orbit stays what it is over the years that seeds choose from.
TLE = (
    "1 25544U 98067A   26079.50000000  .00000000  00000+0  00000+0 0  9997",
    "2 25544  51.6331 120.1234 0004567  75.4321 284.6789 15.49876543501235",
)
TLE_EPOCH = 1774008000
"""Epoch seconds of the elements: 2026-03-20 12:00 UTC."""

MILES = 0.621371192
"""Miles in a kilometre."""

_EQUATOR = 6378.137
_FLATTENING = 1 / 298.257223563
_ECCENTRICITY2 = _FLATTENING * (2 - _FLATTENING)
_UNIX_EPOCH_JULIAN = 2440587.5


@dataclass(frozen=True)
class Position:
    """The truth about the ISS for one whole second."""

    latitude: float
    """Degrees north."""
    longitude: float
    """Degrees east, -180 to 180."""
    altitude: float
    """Kilometres, or miles where asked for."""
    velocity: float
    """Kilometres (or miles) an hour."""
    timestamp: int
    """Epoch seconds UTC."""


@dataclass(frozen=True)
class Orbit:
    """The ISS of one world; ``phase`` (radians) is where its wobble begins."""

    phase: float = 0.0

    def position(self, moment: float, units: str = "kilometers") -> Position:
        """Give the position in the whole second of ``moment``; ``units`` may be ``miles``."""
        second = math.floor(moment)
        latitude, longitude, altitude, velocity = _propagate(float(second))
        # A hard-coded altitude or speed never fits a value that changes from second to second.
        altitude += 5.3 * math.sin(second * 0.31 + self.phase)
        velocity += 61.7 * math.sin(second * 0.23 + 1 + self.phase)
        scale = MILES if units == "miles" else 1.0
        return Position(
            latitude=digits(latitude),
            longitude=digits(longitude),
            altitude=digits(altitude * scale),
            velocity=digits(velocity * scale),
            timestamp=second,
        )


def digits(value: float) -> float:
    """Round to the 14 significant digits that the real API shows."""
    return float(f"{value:.14g}")


def subpoint(moment: float) -> tuple[float, float]:
    """Give latitude and longitude below the ISS, in degrees."""
    return _propagate(moment)[:2]


def computed(moment: float) -> Position:
    """Give what somebody who propagates the elements finds: the position without the wobble."""
    latitude, longitude, altitude, velocity = _propagate(moment)
    return Position(latitude, longitude, altitude, velocity, math.floor(moment))


def earth_fixed(moment: float) -> Vector:
    """Give the place of the ISS in kilometres, on axes that turn with the Earth (x at 0° E)."""
    (x, y, z), _ = _state(moment)
    angle = _sidereal(julian(moment))
    east, north = math.cos(angle), math.sin(angle)
    return east * x + north * y, east * y - north * x, z


def above(latitude: float, longitude: float) -> tuple[Vector, Vector]:
    """Give a place at sea level (km, Earth-fixed) and the unit vector that points up there."""
    north, east = math.radians(latitude), math.radians(longitude)
    up = (
        math.cos(north) * math.cos(east),
        math.cos(north) * math.sin(east),
        math.sin(north),
    )
    curve = _EQUATOR / math.sqrt(1 - _ECCENTRICITY2 * up[2] ** 2)
    return (curve * up[0], curve * up[1], curve * (1 - _ECCENTRICITY2) * up[2]), up


def sun(moment: float) -> tuple[float, float]:
    """Give latitude and longitude (0 to 360) below the sun, in degrees, to a tenth or so."""
    days = julian(moment) - 2451545.0
    anomaly = math.radians(357.529 + 0.98560028 * days)
    mean = 280.459 + 0.98564736 * days
    ecliptic = math.radians(mean + 1.915 * math.sin(anomaly) + 0.020 * math.sin(2 * anomaly))
    tilt = math.radians(23.439)
    latitude = math.degrees(math.asin(math.sin(tilt) * math.sin(ecliptic)))
    ascension = math.atan2(math.cos(tilt) * math.sin(ecliptic), math.cos(ecliptic))
    return latitude, math.degrees(ascension - _sidereal(julian(moment))) % 360


def julian(moment: float) -> float:
    """Give the Julian date of an epoch moment."""
    return _UNIX_EPOCH_JULIAN + moment / 86400


@functools.cache
def _satellite() -> Satrec:
    from sgp4.api import Satrec

    return Satrec.twoline2rv(*TLE)


def _state(moment: float) -> tuple[Vector, Vector]:
    """Give place (km) and motion (km/s) on SGP4's own axes, which do not turn with the Earth."""
    day, fraction = divmod(moment / 86400, 1)
    error, place, motion = _satellite().sgp4(_UNIX_EPOCH_JULIAN + day, fraction)
    if error:
        raise ValueError(f"SGP4 error {error} at {moment}")
    return place, motion


@functools.lru_cache(maxsize=256)
def _propagate(moment: float) -> tuple[float, float, float, float]:
    """Give latitude, longitude (degrees), altitude (km), speed (km/h)."""
    place, motion = _state(moment)
    latitude, longitude, altitude = _geodetic(place, _sidereal(julian(moment)))
    return latitude, longitude, altitude, math.hypot(*motion) * 3600


def _geodetic(place: tuple[float, float, float], sidereal: float) -> tuple[float, float, float]:
    """Turn an inertial place (km) into degrees and kilometres above the ellipsoid."""
    x, y, z = place
    longitude = math.remainder(math.atan2(y, x) - sidereal, math.tau)
    across = math.hypot(x, y)
    latitude = math.atan2(z, across)
    for _ in range(5):
        curve = _EQUATOR / math.sqrt(1 - _ECCENTRICITY2 * math.sin(latitude) ** 2)
        latitude = math.atan2(z + curve * _ECCENTRICITY2 * math.sin(latitude), across)
    altitude = across / math.cos(latitude) - curve
    return math.degrees(latitude), math.degrees(longitude), altitude


def _sidereal(date: float) -> float:
    """Give Greenwich mean sidereal time, in radians."""
    days = date - 2451545.0
    centuries = days / 36525
    degrees = (
        280.46061837 + 360.98564736629 * days + centuries**2 * (0.000387933 - centuries / 38710000)
    )
    return math.radians(degrees % 360)
