"""The emulator's clocks stand at the world's moment, and are moved with it.

Objects, rules and log events carry the world's dates, presigned links made by functions are
valid, and a rule's countdown starts at exactly the held moment.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from grader.cloud.function.clock import WorldClock

if TYPE_CHECKING:
    from grader.cloud.emulator import Emulator


class _HeldTime:
    """The module `time`, but for a clock that stands still."""

    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator

    def __getattr__(self, name: str) -> Any:
        return getattr(time, name)

    def time(self) -> float:
        """Return the world's moment."""
        return self._emulator.moment.now


def apply(emulator: Emulator) -> None:
    """Shift all clocks of this process, and hold those that schedules count from."""
    from ministack.services import eventbridge, scheduler

    clock = WorldClock()
    clock.move_to(emulator.moment.now)
    emulator.moment.follow(clock.move_to)
    eventbridge._now_ts = lambda: emulator.moment.now
    scheduler.time = _HeldTime(emulator)
