"""What a function's process prints, drained all the time and kept up to a limit."""

from __future__ import annotations

import threading
from typing import IO

KEPT = 64 * 1024
"""Bytes of output that are kept of one invocation."""


class Output:
    """Reads a stream to its end; what lies before an invocation's marker is its output."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._lock = threading.Lock()
        self._complete = threading.Event()
        self._marker = b""
        self._kept = bytearray()
        self._seen = 0
        self._tail = b""
        self._thread = threading.Thread(target=self._drain, daemon=True, name="function-output")
        self._thread.start()

    def begin(self, marker: str) -> None:
        """Start a new record, which ends at ``marker``."""
        with self._lock:
            self._marker = marker.encode()
            self._kept.clear()
            self._seen = 0
            self._tail = b""
            self._complete.clear()

    def end(self, *, seconds: float) -> tuple[str, int]:
        """Wait for the marker or the stream's end; return the output and the bytes dropped."""
        self._complete.wait(seconds)
        with self._lock:
            kept = bytes(self._kept)
            return kept.decode("utf-8", "replace"), self._seen - len(kept)

    def _drain(self) -> None:
        with self._stream:
            while chunk := self._stream.read1(65536):  # type: ignore[attr-defined]
                with self._lock:
                    self._take(chunk)
        with self._lock:
            if not self._complete.is_set():
                self._keep(self._tail)
                self._tail = b""
        self._complete.set()

    def _take(self, chunk: bytes) -> None:
        if self._complete.is_set():
            return
        data = self._tail + chunk
        place = data.find(self._marker)
        if place >= 0:
            self._keep(data[:place])
            self._tail = b""
            self._complete.set()
            return
        held = len(self._marker) - 1
        self._keep(data[:-held])
        self._tail = data[-held:]

    def _keep(self, data: bytes) -> None:
        self._seen += len(data)
        self._kept += data[: max(0, KEPT - len(self._kept))]
