"""Messages between the runtime and a function's process, out of the way of what code prints."""

from __future__ import annotations

import io
import os
import sys
from json import dumps, loads
from typing import Any


class Conversation:
    """JSON lines over private copies of the standard streams.

    The student's code finds an empty standard input, and its standard output joins its standard
    error, which the runtime reads as output.
    """

    def __init__(self) -> None:
        self._requests = os.fdopen(os.dup(0), "rb")
        self._answers = os.fdopen(os.dup(1), "wb", buffering=0)
        self._output = os.dup(2)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        os.dup2(2, 1)
        sys.stdout = _text_stream(1)
        sys.stderr = _text_stream(2)

    @property
    def requests(self) -> int:
        """Descriptor from which requests are read."""
        return self._requests.fileno()

    def receive(self) -> dict[str, Any] | None:
        """Return the next request, or None when the runtime has gone."""
        line = self._requests.readline()
        return loads(line) if line else None

    def answer(self, request: dict[str, Any], answer: dict[str, Any]) -> None:
        """Answer ``request``; its marker is what tells a true answer from a printed one."""
        text = dumps({"marker": request["marker"], **answer}, ensure_ascii=False)
        view = memoryview(text.encode("utf-8", "surrogatepass") + b"\n")
        while view:
            view = view[self._answers.write(view) or 0 :]

    def end_of_output(self, request: dict[str, Any]) -> None:
        """Tell the runtime that what was printed up to here belongs to ``request``."""
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except (OSError, ValueError, AttributeError):
                continue
        os.write(self._output, request["marker"].encode())


def _text_stream(descriptor: int) -> io.TextIOWrapper:
    raw = io.FileIO(descriptor, "w", closefd=False)
    return io.TextIOWrapper(
        io.BufferedWriter(raw, 65536),
        encoding="utf-8",
        errors="backslashreplace",
        line_buffering=True,
        write_through=False,
    )
