"""The schedule of a submission: which one is judged, and what happens when it fires."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from grader.capture.bench import CaptureBench
from grader.lambdas.function import deployed
from grader.schedule.expressions import every_minute
from grader.schedule.live import Schedule, Target, event_for, schedules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.capture.objects import StoredObject, Written
    from grader.cloud.run import Run
    from grader.lambdas.function import Function
    from grader.stage import Stage
    from grader.world.orbit import Position

FIRINGS = 5
HORIZON = 400 * 86_400.0
"""Seconds within which a schedule is waited for."""


@dataclass(frozen=True)
class Firing:
    """One firing of the judged schedule: ``truth`` is what the sky answered at its ``moment``."""

    moment: float
    truth: Position
    runs: tuple[Run, ...]
    objects: tuple[Written, ...]
    overwritten: tuple[str, ...]
    """Addresses of earlier objects that were written again."""


class ScheduleBench:
    """The schedule of a submission, and the captures that it causes."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.captures = CaptureBench(stage, stores=True, event_for=self._event_for)

    @cached_property
    def schedules(self) -> tuple[Schedule, ...]:
        """Every rule and every schedule that stands."""
        return schedules(self.stage) if self.stage.deployment.resources else ()

    @cached_property
    def function(self) -> Function | None:
        """The capturing function as it was deployed; None where it was not.

        It may stand although something else was refused, and although it cannot run.
        """
        wiring = self.captures.wiring
        if wiring.own:
            return wiring.function
        name = wiring.spec.name if wiring.spec else None
        return next((one for one in deployed(self.stage) if one.name == name), None)

    @cached_property
    def judged(self) -> Schedule | None:
        """The schedule that is meant: what leads to the capture, is enabled, fires each minute."""
        function = self.function

        def likeness(one: Schedule) -> tuple[bool, ...]:
            target = one.target_of(function) if function is not None else None
            allowed = target is not None and not self._refusal(one, target)
            works = allowed and one.enabled and bool(one.expression)
            timed = bool(one.expression)
            # What works as a whole is meant, whatever was left lying beside it.
            return works, target is not None, timed, one.enabled, every_minute(one.expression)

        return max(self.schedules, key=likeness, default=None)

    def _refusal(self, schedule: Schedule, target: Target) -> str | None:
        return self.stage.cloud.refusal(schedule.arn, target.arn, target.role_arn)

    @property
    def target(self) -> Target | None:
        """The judged schedule's target, where it leads to the capture."""
        if self.judged is None or self.function is None:
            return None
        return self.judged.target_of(self.function)

    def firings(self) -> Iterator[Firing]:
        """Let the judged schedule fire, again and again, and yield each firing once it is over.

        What else is due in between is passed over.
        """
        stage, shelf, judged = self.stage, self.captures.shelf, self.judged
        if judged is None:
            return
        until = stage.clock.now + HORIZON
        seen, before = len(stage.cloud.runs()), shelf.objects()
        for _firing in range(FIRINGS):
            due = stage.cloud.next_due(until, judged.arn)
            if due is None:
                return
            stage.clock.advance(due - stage.clock.now)
            stage.cloud.fire(due)
            runs, after = stage.cloud.runs(seen), shelf.objects()
            yield self._firing(runs, before, after)
            seen, before = seen + len(runs), after

    def _firing(
        self,
        runs: tuple[Run, ...],
        before: frozenset[StoredObject],
        after: frozenset[StoredObject],
    ) -> Firing:
        now, shelf = self.stage.clock.now, self.captures.shelf
        known = {stored.uri for stored in before}
        written = sorted(after - before, key=lambda stored: stored.uri)
        return Firing(
            moment=now,
            truth=self.stage.sky.position(now),
            runs=tuple(r for r in runs if self.function and r.function_name == self.function.name),
            objects=tuple(shelf.read(stored) for stored in written if stored.uri not in known),
            overwritten=tuple(stored.uri for stored in written if stored.uri in known),
        )

    def _event_for(self, function: Function, moment: float) -> object:
        return event_for(self.schedules, function, moment)
