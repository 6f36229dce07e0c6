"""The schedule of a submission: which one is judged, and what happens when it fires."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from grader.capture.bench import CaptureBench
from grader.lambdas.function import deployed
from grader.schedule.admission import Admission
from grader.schedule.expressions import every_minute
from grader.schedule.live import Schedule, Target, event_for, schedules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from grader.capture.objects import StoredObject, Written
    from grader.cloud.run import Run
    from grader.lambdas.function import Function
    from grader.stage import Stage
    from grader.world.orbit import Position

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
    removed: tuple[str, ...]
    """Addresses of earlier objects that are gone."""


class ScheduleBench:
    """The schedule of a submission, and the captures that it causes."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    @cached_property
    def captures(self) -> CaptureBench:
        """The captures of the submission's function, asked for by the grader."""
        # A run may change who may invoke whom: what was deployed is read before the first.
        _ = self.admission
        return CaptureBench(self.stage, stores=True, event_for=self._event_for, led_to=self._led_to)

    @cached_property
    def schedules(self) -> tuple[Schedule, ...]:
        """Every rule and every schedule that stands."""
        return schedules(self.stage) if self.stage.deployment.resources else ()

    @cached_property
    def admission(self) -> Admission:
        """Which of the schedules may invoke their targets."""
        return Admission.of(self.stage, self.schedules)

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
        # What works as a whole is meant, whatever was left lying beside it.
        return max(
            self._ranked,
            key=lambda one: (self._works(one, leading := self._leading(one)), bool(leading)),
            default=None,
        )

    @property
    def target(self) -> Target | None:
        """The judged schedule's target that leads to the capture, best one that is let in."""
        judged = self.judged
        if judged is None:
            return None
        return min(
            self._leading(judged),
            key=lambda target: self.admission.refusal(judged, target) is not None,
            default=None,
        )

    @property
    def refusal(self) -> str | None:
        """Why the judged schedule may not invoke its target; None when it may."""
        if self.judged is None or self.target is None:
            return None
        return self.admission.refusal(self.judged, self.target)

    @cached_property
    def _ranked(self) -> tuple[Schedule, ...]:
        """The schedules, first those that look most like what the challenge asks for."""

        def likeness(one: Schedule) -> tuple[bool, ...]:
            works = self._works(one, one.targets)
            return works, bool(one.expression), one.enabled, every_minute(one.expression)

        return tuple(sorted(self.schedules, key=likeness, reverse=True))

    def _works(self, one: Schedule, targets: Iterable[Target]) -> bool:
        return (
            one.enabled
            and bool(one.expression)
            and one.is_timely
            and any(self.admission.refusal(one, target) is None for target in targets)
        )

    def _leading(self, one: Schedule) -> tuple[Target, ...]:
        """Return the targets of a schedule that lead to the capture."""
        return one.targets_at(self.function) if self.function else ()

    def _led_to(self, functions: Sequence[Function]) -> list[Function]:
        """Return the functions that a schedule leads to, those of the likeliest schedule first."""
        return [
            function for one in self._ranked for function in functions if one.targets_at(function)
        ]

    def firings(self) -> Iterator[Firing]:
        """Let the judged schedule fire, again and again, and yield each firing once it is over.

        What else is due in between is passed over.
        """
        stage, shelf, judged = self.stage, self.captures.shelf, self.judged
        if judged is None:
            return
        until = stage.clock.now + HORIZON
        seen, before = len(stage.cloud.runs()), shelf.objects()
        began = time.monotonic()
        for _firing in range(stage.firings):
            if time.monotonic() - began > stage.patience:
                return
            due = stage.cloud.next_due(until, judged.arn)
            if due is None:
                return
            stage.clock.advance(due - stage.clock.now)
            stage.cloud.fire(due, judged.arn)
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
        there = {stored.uri for stored in after}
        written = sorted(after - before, key=lambda stored: stored.uri)
        objects = tuple(shelf.read(stored) for stored in written if stored.uri not in known)
        return Firing(
            moment=now,
            truth=self.stage.truth(now, (one.text for one in objects)),
            runs=tuple(r for r in runs if self.function and r.function_name == self.function.name),
            objects=objects,
            overwritten=tuple(stored.uri for stored in written if stored.uri in known),
            removed=tuple(sorted(known - there)),
        )

    def _event_for(self, function: Function, moment: float) -> object:
        return event_for(self._ranked, function, moment)
