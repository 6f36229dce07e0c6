"""Says what is being waited for, once a wait is longer than a person likes."""

from __future__ import annotations

import sys
import threading
import time
from types import TracebackType

PATIENCE = 2.0
"""Seconds without a word."""


class Progress:
    """Writes what is going on to standard error, from the third second on."""

    def __init__(self) -> None:
        self._doing = ""
        self._shown = ""
        self._started = time.monotonic()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Progress:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.finish()

    def finish(self) -> None:
        """Say nothing more; harmless when called twice."""
        self._over.set()
        self._thread.join()
        self._clear()

    def __call__(self, doing: str) -> None:
        """Note what is being done now."""
        self._doing = doing

    def _watch(self) -> None:
        wait = PATIENCE
        while not self._over.wait(wait):
            wait = 0.5
            self._show()

    def _show(self) -> None:
        seconds = int(time.monotonic() - self._started)
        if not self._doing:
            return
        if sys.stderr.isatty():
            self._clear()
            line = f"{self._doing} ({seconds} s)"[:78]
            self._write("\r" + line)
            self._shown = line
        elif self._doing != self._shown:
            self._shown = self._doing
            self._write(self._doing + "\n")

    def _clear(self) -> None:
        if self._shown and sys.stderr.isatty():
            self._write("\r" + " " * len(self._shown) + "\r")
            self._shown = ""

    @staticmethod
    def _write(text: str) -> None:
        encoding = sys.stderr.encoding or "utf-8"
        sys.stderr.write(text.encode(encoding, "backslashreplace").decode(encoding))
        sys.stderr.flush()
