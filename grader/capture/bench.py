"""Runs the capturing Lambda at known moments and tells what each run asked, said and left."""

from __future__ import annotations

import contextlib
from functools import cached_property
from typing import TYPE_CHECKING

from grader.capture.items import Ledger
from grader.capture.model import Capture
from grader.capture.objects import Shelf
from grader.capture.table import lend_table, mend_tables, regions_of
from grader.capture.wiring import Wirer, Wiring
from grader.lambdas import staleness
from grader.lambdas.outcome import remember_output
from grader.lambdas.zips import deployed_package
from grader.rubric import NotJudged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from grader.capture.items import StoredItem
    from grader.cloud.run import Run
    from grader.lambdas.function import Function
    from grader.lambdas.package import Package
    from grader.stage import Stage
    from grader.world.failures import Failure

    EventFor = Callable[[Function, float], object]
    LedTo = Callable[[Sequence[Function]], Iterable[Function]]

MINUTE = 61.0
DAY = 86_400.0
POSITIONS = ("25544", "iss-now")
"""What stands in the path of a request for the position of the ISS."""
MOST = 10
"""Objects of one run that are looked into."""


class CaptureBench:
    """The capturing Lambda of a submission, on its own deployment or on reference wiring."""

    def __init__(
        self,
        stage: Stage,
        *,
        stores: bool,
        records: bool = False,
        event_for: EventFor = lambda function, moment: {},
        led_to: LedTo = lambda functions: (),
    ) -> None:
        """``stores`` says whether the challenge writes objects, ``records`` whether items.

        ``event_for`` makes what a function is invoked with at a moment. ``led_to`` chooses the
        functions that something runs: they are tried before all others.
        """
        self.stage = stage
        self._stores = stores
        self._records = records
        self._event_for = event_for
        self._led_to = led_to
        self._runs_seen = 0

    @cached_property
    def wiring(self) -> Wiring:
        """What the captures run on. Raises Fail when there is no code to run at all."""
        if self._records:
            lend_table(self.stage)
        wirer = Wirer(
            self.stage,
            self._run,
            stores=self._stores,
            records=self._records,
            led_to=self._led_to,
        )
        wiring = wirer.wire()
        self._compare_package(wiring)
        return wiring

    def _compare_package(self, wiring: Wiring) -> None:
        """Say where the package that runs is older than the files beside it."""
        stage, spec = self.stage, wiring.spec
        handed_in = spec.package if spec else None
        found = staleness.stale_files(stage, self._package_of(wiring))
        how = staleness.how_to_renew(stage, staleness.stale_files(stage, handed_in))
        where = spec.where(stage.configuration, "filename") if spec else None
        staleness.heed(stage, found, how)
        staleness.advise(stage, found, how, where)

    def _package_of(self, wiring: Wiring) -> Package | None:
        """Return the package that runs; None where it is made of the files, or not to be had."""
        stage, spec = self.stage, wiring.spec
        if wiring.own:
            with contextlib.suppress(NotJudged):
                there = stage.standing_package(wiring.function)
                return there or deployed_package(stage, wiring.function)
            return None
        if wiring.trouble is not None or spec is None or spec.package is None:
            return None
        return spec.package if spec.package.holds_module(spec.handler or "") else None

    @cached_property
    def shelf(self) -> Shelf:
        """The buckets of the cell."""
        return Shelf(self.stage.cloud)

    @cached_property
    def ledger(self) -> Ledger:
        """The tables of the cell."""
        return Ledger(self.stage.cloud, regions_of(self.stage))

    @cached_property
    def first(self) -> Capture:
        """The first capture, by which the function was found."""
        capture = self.wiring.first
        if self._records and not capture.items and mend_tables(self.stage):
            capture = self._run(self.wiring.function)
        remember_output(self.stage, capture.run)
        return capture

    @cached_property
    def second(self) -> Capture:
        """A capture a good minute after the first."""
        self._after_the_first()
        capture = self._run(self.wiring.function)
        remember_output(self.stage, capture.run)
        return capture

    @cached_property
    def next_day(self) -> Capture:
        """A capture at the first one's time of day, on the day after."""
        moment = self.first.moment + DAY
        self.stage.clock.advance(max(0.0, moment - 1 - self.stage.clock.now))
        return self._run(self.wiring.function)

    @cached_property
    def slow(self) -> Capture:
        """A capture in which time passes between two readings of a clock, and two requests."""
        self._after_the_first()
        stage = self.stage
        with stage.cloud.letting_time_pass(1.0), stage.sky.letting_time_pass(MINUTE):
            return self._run(self.wiring.function)

    def _after_the_first(self) -> None:
        earlier = self.first
        self.stage.clock.advance(max(0.0, earlier.moment + MINUTE - self.stage.clock.now))

    def _run(self, function: Function) -> Capture:
        self.stage.cloud.settle()
        before = self.shelf.objects() if self._stores else frozenset()
        items_before = self._items()
        earlier = self.stage.sky.asked
        run = function.invoke(self._event_for(function, self.stage.clock.now + 1))
        # Others may do the rest: when they hear of the object, a message or an event.
        self.stage.cloud.settle()
        after = self.shelf.objects() if self._stores else frozenset()
        kept = {stored.uri for stored in after}
        items = self._items()
        objects = tuple(
            self.shelf.read(stored)
            for stored in sorted(after - before, key=lambda stored: stored.uri)[:MOST]
        )
        there, known = {item.name for item in items}, {item.name for item in items_before}
        fresh = sorted(items - items_before, key=lambda item: item.name)[:MOST]
        requests = self.stage.sky.requests(earlier)
        said = (run.payload, *(written.text for written in objects))
        capture = Capture(
            run=run,
            moment=run.moment,
            truth=self.stage.truth(run.moment, said),
            asked=any(place in request.path for request in requests for place in POSITIONS),
            addresses=tuple(f"{one.scheme}://{one.host}{one.path}" for one in requests),
            objects=objects,
            removed=tuple(sorted({stored.uri for stored in before} - kept)),
            items=tuple(item for item in fresh if item.name not in known),
            items_changed=tuple(item for item in fresh if item.name in known),
            items_removed=tuple(sorted(known - there)),
            others=tuple(
                other
                for other in self._runs_not_seen()
                if other.function_name != function.name and other.moment >= run.moment
            ),
        )
        self.stage.note(capture)
        return capture

    def _items(self) -> frozenset[StoredItem]:
        if not self._records:
            return frozenset()
        return self.ledger.items()

    def _runs_not_seen(self) -> tuple[Run, ...]:
        """Return the runs of all functions since the last call: none where no items are asked."""
        fresh = self.stage.cloud.runs(self._runs_seen) if self._records else ()
        self._runs_seen += len(fresh)
        return fresh

    def capture_failing(self, failure: Failure) -> Capture:
        """Run the Lambda once while the sky fails in that way."""
        self._after_the_first()
        with self.stage.sky.failing(failure):
            return self._run(self.wiring.function)

    def capture_refused(self) -> Capture:
        """Run the Lambda once while S3 refuses every object."""
        self._after_the_first()
        with self.stage.cloud.refusing_objects():
            return self._run(self.wiring.function)
