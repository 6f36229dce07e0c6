"""How far the cases are: one line that is written over, or now and then a new one."""

from __future__ import annotations

import time
from typing import TextIO

_SHARES = 20
"""Lines at most where nothing can be written over."""


class Counter:
    """Counts to ``total`` on ``stream``."""

    def __init__(self, total: int, stream: TextIO) -> None:
        """Nothing is done yet."""
        self._total, self._stream = total, stream
        self._done, self._failed = 0, 0
        self._started = time.monotonic()
        self._live = stream.isatty()
        self._shown = ""

    def count(self, *, failed: bool) -> None:
        """One more is done."""
        self._done += 1
        self._failed += failed
        step = max(1, self._total // _SHARES)
        if self._live or self._done % step == 0 or self._done == self._total:
            self._show()

    def clear(self) -> None:
        """Take the line away, to write something else there."""
        if self._live and self._shown:
            self._stream.write("\r" + " " * len(self._shown) + "\r")
            self._stream.flush()
            self._shown = ""

    def _show(self) -> None:
        self.clear()
        seconds = int(time.monotonic() - self._started)
        self._shown = f"{self._done}/{self._total} cases, {seconds} s"
        if self._failed:
            self._shown += f", {self._failed} not as expected"
        self._stream.write(self._shown + ("" if self._live else "\n"))
        self._stream.flush()
