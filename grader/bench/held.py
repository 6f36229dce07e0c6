"""What a check may do with a cloud that stays up, while its time is held for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from grader.world.failures import Failure

if TYPE_CHECKING:
    from grader.bench.passing_time import PassingTime
    from grader.cloud.embedded import EmbeddedCloud
    from grader.world.clock import Clock
    from grader.world.sky import Sky

LEASE = 120.0
"""Seconds without a word after which whoever held the time is taken for gone."""

Operations = dict[str, Callable[..., Any]]


class Held:
    """Time stands still from `hold` to `release`, or until nothing is heard for `LEASE`."""

    def __init__(
        self, cloud: EmbeddedCloud, clock: Clock, sky: Sky, time_passes: PassingTime
    ) -> None:
        """Nothing is held yet."""
        self._cloud, self._clock, self._sky, self._time = cloud, clock, sky, time_passes
        self._undo = ExitStack()
        self._heard = 0.0
        self._lock = threading.Lock()

    @property
    def operations(self) -> Operations:
        """What other processes may ask for, by name."""
        cloud, clock, sky = self._cloud, self._clock, self._sky
        asked: Operations = {
            "now": lambda: clock.now,
            "next_moment": clock.next_moment,
            "pass": clock.advance,
            "set_moment": lambda moment: cloud.set_moment(moment),
            "next_due": lambda until, followed: cloud.next_due(until, followed),
            "fire": self._fire,
            "event_of": lambda source, target, moment: cloud.event_of(source, target, moment),
            "writes": lambda moment: [asdict(one) for one in cloud.writes(moment)],
            "refusal": lambda source, target, role: cloud.refusal(source, target, role),
            "settle": lambda: cloud.settle(),
            "invoke": self._invoke,
            "runs": lambda since: [one.to_json() for one in cloud.runs(since)],
            "asked": lambda: sky.asked,
            "requests": lambda since: [asdict(one) for one in sky.requests(since)],
            "position": lambda moment: asdict(sky.position(moment)),
            "fail": self._fail,
            "refuse_objects": lambda: self._enter(cloud.refusing_objects()),
            "step_clock": lambda seconds: self._enter(cloud.letting_time_pass(seconds)),
            "step_sky": lambda seconds: self._enter(sky.letting_time_pass(seconds)),
            "mend": self._mend,
        }
        return {
            "hold": self._hold,
            "release": self._release,
            **{name: self._renewing(work) for name, work in asked.items()},
        }

    def watch(self) -> None:
        """Let time go on where whoever held it has gone; called now and then."""
        if self._heard and time.monotonic() - self._heard > LEASE:
            self._release()

    def _hold(self) -> float:
        with self._lock:
            if self._heard:
                raise RuntimeError("another check is at work on this cloud")
            self._heard = time.monotonic()
        self._time.hold()
        return self._clock.now

    def _release(self) -> None:
        self._mend()
        self._time.release()
        self._heard = 0.0

    def _renewing(self, work: Callable[..., Any]) -> Callable[..., Any]:
        def renewed(**arguments: Any) -> Any:
            if not self._heard:
                raise RuntimeError("time is not held")
            self._heard = time.monotonic()
            try:
                return work(**arguments)
            finally:
                self._heard = time.monotonic()

        return renewed

    def _fire(self, moment: float, followed: str | None) -> list[dict[str, Any]]:
        return [asdict(one) for one in self._cloud.fire(moment, followed)]

    def _invoke(self, function_name: str, event: Any, region: str | None) -> dict[str, Any] | None:
        from grader.cloud.embedded import NoSuchFunction

        try:
            return self._cloud.invoke(function_name, event, region=region).to_json()
        except NoSuchFunction:
            return None

    def _fail(self, failure: str) -> None:
        self._enter(self._sky.failing(Failure(failure)))

    def _enter(self, block: AbstractContextManager[None]) -> None:
        self._undo.enter_context(block)

    def _mend(self) -> None:
        self._undo.close()
