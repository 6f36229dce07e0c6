"""The passes that there are, found once for each place."""

from __future__ import annotations

import math

from grader.page.flyovers.predictions import HOURS
from grader.world.gazetteer import City
from grader.world.passes import Pass, passes

_SPARE = 1.0
"""Hours by which the moment of a question may be later than the first one's."""


class Truth:
    """The passes over the cities that a page is asked about."""

    def __init__(self) -> None:
        self._found: dict[City, tuple[float, tuple[Pass, ...]]] = {}

    def ahead(self, city: City, now: float) -> tuple[Pass, ...]:
        """Return the passes that end after ``now`` (epoch seconds) and begin within HOURS."""
        since, found = self._found.get(city, (math.inf, ()))
        if not since <= now <= since + _SPARE * 3600:
            found = passes(city.latitude, city.longitude, now, hours=HOURS + _SPARE)
            self._found[city] = now, found
        end = now + HOURS * 3600
        return tuple(one for one in found if one.set > now and one.rise < end)
