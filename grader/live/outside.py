"""The world of a cloud that is not ours: the wall's clock and the real services."""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Iterable, Mapping
from typing import Any

from grader.capture.numbers import FIELDS, number, position_in
from grader.locale import _
from grader.rubric import NotJudged
from grader.world.failures import Failure
from grader.world.orbit import INCLINATION, Position
from grader.world.record import SkyRequest

PATIENCE = 5.0
BACK, AHEAD = 3, 6
"""Seconds before and after a moment within which the function may have asked."""
LONGEST_WAIT = 3600.0
APART = 2.1
"""Seconds that two captures are apart: their keys tell the second."""
PLAUSIBLE = {
    "latitude": (-INCLINATION - 0.3, INCLINATION + 0.3),
    "longitude": (-180.0, 180.0),
    "altitude": (370.0, 460.0),
    "velocity": (27_000.0, 28_200.0),
}
"""Where the ISS is and how fast, whatever the moment; km and km/h."""


class WallClock:
    """The machine's own clock."""

    @property
    def now(self) -> float:
        """Epoch seconds."""
        return time.time()

    def next_moment(self) -> float:
        """Return the moment."""
        return time.time()

    def advance(self, seconds: float) -> float:
        """Wait as long as it takes to tell two captures apart. Raises NotJudged for a day."""
        if seconds > LONGEST_WAIT:
            raise NotJudged(_("It would take a day: time cannot be moved on a cloud of others."))
        time.sleep(max(0.0, min(seconds, APART)))
        return time.time()


class OutsideSky:
    """The real services: asked where they answer, else taken at the capture's word if plausible."""

    def __init__(self, api: str) -> None:
        """``api`` gives positions for timestamps."""
        self._api = api
        self.answers: bool | None = None
        """Whether the API answered; None before it was asked."""

    asked = 0
    """Requests of functions, of which none is seen."""

    def letting_time_pass(self, seconds: float) -> contextlib.AbstractContextManager[None]:
        """Raise NotJudged: time outside cannot be moved."""
        del seconds
        raise NotJudged(_("Time cannot be moved on a cloud of others."))

    def requests(self, since: int = 0) -> tuple[SkyRequest, ...]:
        """Return one request: what a function asks cannot be seen, only whether it is right."""
        del since
        return (SkyRequest(time.time(), "GET", "https", "api", "/v1/satellites/25544", ""),)

    def failing(self, failure: Failure) -> contextlib.AbstractContextManager[None]:
        """Raise NotJudged: the real services cannot be made to fail."""
        del failure
        raise NotJudged(
            _("The real API cannot be made to fail."),
            hint=_("Check without --live: there the API fails in five ways."),
        )

    def position(self, moment: float, said: Iterable[Any] = ()) -> Position:
        """Return where the ISS was, in the second near ``moment`` that fits what was ``said``."""
        told = [values for one in said if (values := _numbers(one))]
        known = self._positions(moment)
        if not known:
            return _plausible(told, moment)
        latitudes = [values["latitude"] for values in told if "latitude" in values]
        return min(
            known,
            key=lambda one: min((abs(one.latitude - x) for x in latitudes), default=0.0),
        )

    def _positions(self, moment: float) -> list[Position]:
        if self.answers is False:
            return []
        second = math.floor(moment)
        import requests

        found: list[Position] = []
        try:
            for start in (second - BACK, second - BACK + 5):
                times = ",".join(str(start + one) for one in range(5))
                asked = {"timestamps": times, "units": "kilometers"}
                answer = requests.get(self._api, params=asked, timeout=PATIENCE)
                found += [_position(one) for one in answer.json()]
        except (OSError, ValueError, KeyError, TypeError):
            found = []
        self.answers = bool(found)
        return found


def _position(one: Mapping[str, Any]) -> Position:
    return Position(
        float(one["latitude"]), float(one["longitude"]), float(one["altitude"]),
        float(one["velocity"]), int(one["timestamp"]),
    )  # fmt: skip


def _numbers(said: Any) -> dict[str, float]:
    found = position_in(said)
    numbers = {field: number(found[field][1]) for field in FIELDS if field in found}
    return {field: value for field, value in numbers.items() if value is not None}


def _plausible(told: list[dict[str, float]], moment: float) -> Position:
    """Return the capture's own numbers where they could be the ISS's, else numbers that could."""
    own = {
        field: values[field]
        for values in reversed(told)
        for field, (low, high) in PLAUSIBLE.items()
        if field in values and low <= values[field] <= high
    }
    return Position(
        own.get("latitude", 0.0),
        own.get("longitude", 0.0),
        own.get("altitude", 415.0),
        own.get("velocity", 27_580.0),
        math.floor(moment),
    )
