"""Which positions a page was told, and when."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote

from grader.world.orbit import Orbit, Position, subpoint
from grader.world.sphere import Place

_POSITION = re.compile(
    r"wheretheiss\.at(?::\d+)?/v1/satellites/25544(?:/positions)?/?(?:[?#&%]|$)"
    r"|open-notify\.org(?::\d+)?/iss-now",
    re.IGNORECASE,
)
_ELEMENTS = re.compile(r"/tles\b|gp\.php|stations\.txt|/api/tle/25544|CATNR=25544", re.IGNORECASE)
SELF_MADE = 11
"""Seconds for which a position that the page computed itself counts as current."""


@dataclass(frozen=True)
class Served:
    """A position that was sent, ``at`` seconds of page time after the page was opened."""

    at: float
    position: Position

    @property
    def place(self) -> Place:
        """Latitude and longitude."""
        return self.position.latitude, self.position.longitude


def is_for_a_position(url: str) -> bool:
    """Whether a request asks where the ISS is, directly or through a proxy."""
    return _POSITION.search(unquote(url)) is not None


def is_for_elements(url: str) -> bool:
    """Whether a request asks for orbital elements."""
    return _ELEMENTS.search(unquote(url)) is not None


def served(asked: Iterable[Sequence[object]], orbit: Orbit, start: float) -> tuple[Served, ...]:
    """Return what was answered to ``asked``: moment, host, path and query of each request."""
    found: list[Served] = []
    for moment, host, path, query in asked:
        found += _answers(float(str(moment)), str(host), str(path), str(query), orbit, start)
    return tuple(found)


def _answers(
    moment: float, host: str, path: str, query: str, orbit: Orbit, start: float
) -> Iterable[Served]:
    words = {name: values[-1] for name, values in parse_qs(query).items()}
    at = moment - start
    if host.endswith("open-notify.org") and "iss-now" in path:
        yield Served(at, orbit.position(moment))
    elif host.endswith("wheretheiss.at") and path.rstrip("/").endswith("/satellites/25544"):
        asked = words.get("timestamp", "")
        when = float(asked) if asked.isdigit() else moment
        yield Served(at, orbit.position(when))
    elif host.endswith("wheretheiss.at") and path.rstrip("/").endswith("/positions"):
        for text in words.get("timestamps", "").split(",")[:10]:
            if text.strip().isdigit():
                yield Served(at, orbit.position(float(text)))


def current(told: Sequence[Served], at: float, start: float, *, elements: bool) -> list[Place]:
    """Return the places that are right at a look: those served last, or true just now."""
    # What is asked for within a step bears the moment of the look before it.
    recent = [one for one in told if one.at < at]
    last = recent[-2:]
    places = [one.place for one in last]
    moments = {math.floor(start + at - ago) for ago in range(SELF_MADE + 1)}
    batch = [one.place for one in recent if one.position.timestamp in moments]
    if elements:
        places += [subpoint(start + at - ago) for ago in range(SELF_MADE + 1)]
    return [*places, *batch]
