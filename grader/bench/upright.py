"""A cloud that stays up: the emulator, its sky, its passing time, and the port for commands."""

from __future__ import annotations

import contextlib
import secrets
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from grader.bench.control import ControlServer
from grader.bench.held import Held
from grader.bench.passing_time import PassingTime
from grader.bench.standing import announce
from grader.places import cache_folder

if TYPE_CHECKING:
    from grader.cloud.embedded import EmbeddedCloud
    from grader.cloud.run import Run

LONGEST_RUN = 900.0
"""Seconds that a function may run, as on AWS."""
SKY_SEED = 0


class Upright:
    """The running cloud of `up`."""

    def __init__(self, cloud: EmbeddedCloud, time_passes: PassingTime, held: Held) -> None:
        """Use `standing_up`."""
        self.cloud = cloud
        self._time = time_passes
        self._held = held
        self._seen = 0

    def run(self) -> None:
        """Let time pass until the process is interrupted. Raises CloudFailed."""
        self._time.run(each=self._held.watch)

    def fresh_runs(self) -> tuple[Run, ...]:
        """Return the runs of functions that ended since the last call."""
        fresh = self.cloud.runs(self._seen)
        self._seen += len(fresh)
        return fresh


@contextlib.contextmanager
def standing_up(port: int) -> Iterator[Upright]:
    """Start a cloud on ``port`` and take it down at the end of the block, with all it started.

    Raises CloudFailed and OSError when it cannot start.
    """
    from grader.cloud.embedded import EmbeddedCloud
    from grader.sandbox.cells import CellFolder, sweep
    from grader.sandbox.keeper import start_keeper
    from grader.sandbox.parentage import become_reaper
    from grader.world.clock import Clock
    from grader.world.sky import Sky

    become_reaper()
    sweep()
    with ExitStack() as ending:
        cell = CellFolder.create()
        ending.callback(cell.remove)
        keeper = start_keeper(cell)
        ending.callback(keeper.release)
        clock = Clock(time.time())
        sky = Sky.start(clock, cache_folder(), SKY_SEED)
        ending.callback(sky.stop)
        cloud = EmbeddedCloud.start(
            cell, sky.address, moment=clock.now, longest_run=LONGEST_RUN, port=port
        )
        ending.callback(cloud.stop)
        cloud.wait_until_ready()
        time_passes = PassingTime(cloud, clock)
        token = secrets.token_hex(16)
        held = Held(cloud, clock, sky, time_passes)
        advance = {"advance": lambda by: _advanced(cloud, time_passes, by)}
        control = ControlServer(advance | held.operations, token)
        ending.callback(control.stop)
        announced = announce(port, control.port, token)
        ending.callback(announced.unlink, missing_ok=True)
        yield Upright(cloud, time_passes, held)


def _advanced(cloud: EmbeddedCloud, time_passes: PassingTime, seconds: Any) -> dict[str, Any]:
    before = len(cloud.runs())
    moment = time_passes.advance(float(seconds))
    return {
        "moment": f"{datetime.fromtimestamp(moment, UTC):%Y-%m-%dT%H:%M:%SZ}",
        "runs": len(cloud.runs(before)),
    }
