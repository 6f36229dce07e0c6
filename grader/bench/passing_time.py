"""Time that passes in a cloud that stays up, as fast as on the wall, and faster when asked."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.cloud.embedded import EmbeddedCloud
    from grader.world.clock import Clock

TICK = 0.2
"""Seconds between two looks at the wall."""
SLEEP = 5.0
"""Seconds of a longer gap between them: the machine slept, and so did the world."""


class PassingTime:
    """Moves the clocks of a world and its cloud, and lets rules fire at their moments."""

    def __init__(self, cloud: EmbeddedCloud, clock: Clock) -> None:
        """Start nothing yet; see `run`."""
        self._cloud = cloud
        self._clock = clock
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._is_held = False

    def run(self, each: Callable[[], None] = lambda: None) -> None:
        """Let time pass until `stop`, calling ``each`` at every tick.

        Raises CloudFailed when the cloud is gone.
        """
        seen = time.monotonic()
        while True:
            before = time.monotonic()
            if self._over.wait(TICK):
                return
            now = time.monotonic()
            each()
            if now - before > SLEEP:
                seen += now - before
            if not self._is_held:
                self.advance(now - seen)
            seen = now

    def advance(self, seconds: float) -> float:
        """Move on by ``seconds``, running what fires on the way; return the new moment."""
        with self._lock:
            self._cloud.advance(seconds, each=self._follow)
            return self._clock.now

    def hold(self) -> None:
        """Let time stand still."""
        with self._lock:
            self._is_held = True

    def release(self) -> None:
        """Let time go on, from where it stands."""
        self._is_held = False

    def stop(self) -> None:
        """End `run`, soon."""
        self._over.set()

    def _follow(self, moment: float) -> None:
        self._clock.advance(max(0.0, moment - self._clock.now))
