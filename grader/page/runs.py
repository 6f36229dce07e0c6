"""What happens to a page: it is opened, watched, asked, measured, and lives through outages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from grader.page.ground_track import GroundTrack
from grader.page.observation import Look, Request, Trouble, looks_from, requests_from, trouble_from
from grader.page.served import Served, current, is_for_a_position, is_for_elements, served
from grader.page.tracking import Tracking, track
from grader.page.updates import Updates
from grader.world.orbit import Orbit
from grader.world.sphere import Place

WATCHED = 60
"""Seconds of page time for which the page is watched, a look each second."""
GOOD_BEFORE, FAILING, GOOD_BETWEEN, GOOD_AFTER = 10, 20, 15, 30
"""Seconds of page time in the run with outages."""
PATIENCE = 120
"""Further seconds that a page is given which has not asked again after the last outage."""
OUTAGES = GOOD_BEFORE + 4 * FAILING + 3 * GOOD_BETWEEN + GOOD_AFTER
KINDS = ("429", "500", "reset", "html")


@dataclass(frozen=True)
class Run:
    """A page that was opened and watched."""

    start: float
    """Epoch seconds at which it was opened, in its own time."""
    orbit: Orbit = field(repr=False)
    looks: tuple[Look, ...] = field(repr=False)
    trouble: Trouble | None
    noticed: Mapping[str, Any] = field(repr=False)
    """What it did beside what it shows, as the lab tells it."""

    @cached_property
    def requests(self) -> tuple[Request, ...]:
        """What it asked for."""
        return requests_from(self.noticed.get("requests", ()))

    @cached_property
    def served(self) -> tuple[Served, ...]:
        """The positions that it was told."""
        return served(self.noticed.get("asked", ()), self.orbit, self.start)

    @cached_property
    def computes(self) -> bool:
        """Whether it asked for orbital elements, to find positions itself."""
        return any(is_for_elements(one.url) for one in self.requests)

    @cached_property
    def asked(self) -> Updates:
        """When it asked where the ISS is."""
        return Updates.of([one.at for one in self.requests if is_for_a_position(one.url)])

    @cached_property
    def tracking(self) -> Tracking:
        """How it shows the ISS."""
        return track(self.looks, self._current)

    @cached_property
    def track(self) -> GroundTrack:
        """The true track around the run."""
        return GroundTrack.around(self.start)

    def _current(self, at: float) -> Sequence[Place]:
        return current(self.served, at, self.start, elements=self.computes)


@dataclass(frozen=True)
class Phase:
    """A stretch of the run with outages; ``kind`` is None while the services work."""

    kind: str | None
    start: float
    end: float
    lines: tuple[str, ...] = field(repr=False)
    """What the page showed at its end."""


@dataclass(frozen=True)
class OutageRun:
    """A page that lived through failures of the services."""

    run: Run
    phases: tuple[Phase, ...]

    @property
    def recovers(self) -> bool:
        """Whether it asks again, or moves on, after the last failure."""
        end = max((one.end for one in self.phases if one.kind is not None), default=0.0)
        if self.run.computes and not self.run.asked.moments:
            return any(moment > end for moment in self.run.tracking.changes)
        return any(moment > end for moment in self.run.asked.moments)


def run_from(
    start: float, orbit: Orbit, told: Mapping[str, Any], noticed: Mapping[str, Any]
) -> Run:
    """Read what the lab tells of a run."""
    trouble = trouble_from(told.get("trouble"))
    return Run(start, orbit, looks_from(told.get("looks", ())), trouble, noticed)


def phases_from(told: Iterable[Mapping[str, Any]]) -> tuple[Phase, ...]:
    """Read the stretches of a run with outages."""
    return tuple(
        Phase(one["kind"], float(one["from"]), float(one["to"]), tuple(one["lines"] or ()))
        for one in told
    )
