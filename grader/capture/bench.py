"""Runs the capturing Lambda at known moments and tells what each run asked, said and left."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from grader.capture.objects import Shelf, StoredObject
from grader.capture.wiring import Wiring, wire
from grader.lambdas.outcome import remember_output

if TYPE_CHECKING:
    from grader.cloud.run import Run
    from grader.stage import Stage
    from grader.world.failures import Failure
    from grader.world.orbit import Position

MINUTE = 61.0


@dataclass(frozen=True)
class Capture:
    """One run: ``moment`` in epoch seconds; ``truth`` is what the sky answered then."""

    run: Run
    moment: float
    truth: Position
    asked: bool
    objects: tuple[StoredObject, ...]

    @property
    def answer(self) -> Any:
        """What the function returned; None when it failed."""
        return self.run.payload if self.run.status == "ok" else None


class CaptureBench:
    """The capturing Lambda of a submission, on its own deployment or on reference wiring."""

    def __init__(self, stage: Stage, *, stores: bool) -> None:
        """``stores`` says whether the challenge writes objects, so that buckets matter."""
        self.stage = stage
        self._stores = stores

    @cached_property
    def wiring(self) -> Wiring:
        """What the captures run on. Raises Fail when there is no code to run at all."""
        return wire(self.stage, stores=self._stores)

    @cached_property
    def shelf(self) -> Shelf:
        """The buckets of the cell."""
        return Shelf(self.stage.cloud)

    @cached_property
    def first(self) -> Capture:
        """The first capture."""
        return self.capture()

    @cached_property
    def second(self) -> Capture:
        """A capture a good minute after the first."""
        self._after_the_first()
        return self.capture()

    def capture(self) -> Capture:
        """Run the Lambda once more, a second or more later than before."""
        capture = self._run()
        remember_output(self.stage, capture.run)
        return capture

    def _after_the_first(self) -> None:
        earlier = self.first
        self.stage.clock.advance(max(0.0, earlier.moment + MINUTE - self.stage.clock.now))

    def _run(self) -> Capture:
        function = self.wiring.function
        before = self.shelf.objects() if self._stores else frozenset()
        asked = len(self.stage.sky.requests)
        run = function.invoke()
        after = self.shelf.objects() if self._stores else frozenset()
        return Capture(
            run=run,
            moment=self.stage.clock.now,
            truth=self.stage.sky.position(self.stage.clock.now),
            asked=len(self.stage.sky.requests) > asked,
            objects=tuple(sorted(after - before, key=lambda stored: stored.uri)),
        )

    def capture_failing(self, failure: Failure) -> Capture:
        """Run the Lambda once while the sky fails in that way."""
        self._after_the_first()
        with self.stage.sky.failing(failure):
            return self._run()
