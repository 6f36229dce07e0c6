"""When a page is opened, and which cities are asked for: drawn by the seed."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from grader.world.clock import FRACTION, seeded_start
from grader.world.gazetteer import City, cities
from grader.world.orbit import subpoint
from grader.world.passes import passes

WATCHED = 240
"""Seconds during which the ISS stays on one side of ±180°."""
CROSSING = 55
"""Seconds after which it meets ±180° in the run with failures, while the services work."""
ZONES = (
    "America/Bogota", "America/Mexico_City", "America/New_York", "America/Sao_Paulo",
    "Europe/Berlin", "Europe/Lisbon", "Europe/Madrid", "Europe/Warsaw",
)  # fmt: skip
SOON, LATE = 900, 12 * 3600
"""Seconds within which the next pass of a city begins."""
_FARTHEST = 48.0
"""Degrees of latitude: farther from the equator the ISS passes low."""


@dataclass(frozen=True)
class Circumstances:
    """What a seed makes of a grading."""

    start: float
    """Epoch seconds at which the page is opened."""
    crossing: float
    """Epoch seconds at which it is opened to see the ISS cross ±180°."""
    zone: str
    """The time zone of the browser."""
    cities: tuple[City, City]


def drawn(seed: int) -> Circumstances:
    """Draw the circumstances of a seed."""
    random = Random(seed)  # noqa: S311 - repeatable, not secret
    start = next(_starts(random))
    return Circumstances(start, _crossing(start), random.choice(ZONES), _two(start, random))


def _starts(random: Random) -> Iterator[float]:
    while True:
        start = math.floor(seeded_start(random.randrange(2**32))) + FRACTION
        if not any(_jumps(start + second) for second in range(0, WATCHED, 10)):
            yield start


def _crossing(start: float) -> float:
    """Return a moment from which the ISS crosses ±180° after CROSSING seconds."""
    second = start + WATCHED
    while not _jumps(second, 1):
        second += 1
    return second - CROSSING


def _jumps(moment: float, ahead: float = 10) -> bool:
    return abs(subpoint(moment + ahead)[1] - subpoint(moment)[1]) > 180


def _two(start: float, random: Random) -> tuple[City, City]:
    large = [city for city in cities() if city.aliases and abs(city.latitude) <= _FARTHEST]
    random.shuffle(large)
    found: list[City] = []
    for city in large:
        if all(city.country != other.country for other in found) and _is_soon(city, start):
            found.append(city)
        if len(found) == 2:
            break
    return found[0], found[1]


def _is_soon(city: City, start: float) -> bool:
    """Whether the next pass is neither under way nor far off, and a good one is near."""
    ahead = passes(city.latitude, city.longitude, start - 600, hours=24)
    coming = [one for one in ahead if one.set > start]
    return bool(coming) and start + SOON < coming[0].rise < start + LATE
