"""One function process as the emulator sees it: started, spoken to, ended."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from grader.cloud.output import Output
from grader.sandbox.channel import encode
from grader.sandbox.tree import innermost
from grader.sandbox.wall import AROUND

LONGEST_ANSWER = 16 * 1024 * 1024
"""Bytes of one answer line; what is longer counts as an answer that is too large."""

_TOO_LONG = {
    "status": "too_large",
    "type": "Function.ResponseSizeTooLarge",
    "message": "Response payload size exceeded maximum allowed payload size.",
}
_CUT = b""
"""Stands for a line that is too long to be kept."""
_FITS_A_PIPE = 32 * 1024
_MOST_WAITING = 64
_LOOK_EVERY = 0.05
_SIGNALLED = 128
"""What bubblewrap adds to the number of the signal that ended its program."""
_LAST_WORDS = 0.2
"""Seconds for which an answer may still arrive after its process has ended."""


class Exited(Exception):
    """The process ended before it answered; ``code`` as subprocess has it."""

    def __init__(self, code: int | None) -> None:
        super().__init__(f"ended with {code}")
        self.code = code


class TookTooLong(Exception):
    """No answer within the time limit."""


class FunctionProcess:
    """A child that loads one function and answers its invocations."""

    def __init__(
        self, argv: Sequence[str], env: Mapping[str, str], cwd: Path, *, walled: bool = False
    ) -> None:
        """Start ``argv``; ``walled`` says that bubblewrap stands around the program."""
        self._walled = walled
        self._popen = subprocess.Popen(
            list(argv),
            env=dict(env),
            cwd=cwd,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        assert self._popen.stderr is not None
        self.pid = self._popen.pid
        self._frozen = False
        self.output = Output(self._popen.stderr)
        self._lines: queue.Queue[bytes | None] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True, name="function-answers")
        self._reader.start()
        threading.Thread(target=self._watch, daemon=True, name="function-end").start()

    def ask(
        self,
        request: dict[str, Any],
        *,
        seconds: float,
        look: Callable[[], None] = lambda: None,
    ) -> dict[str, Any]:
        """Send ``request`` and return the answer; ``look`` is called now and then meanwhile.

        Raises Exited when the process ends instead, TookTooLong after ``seconds``.
        """
        self.thaw()
        marker = secrets.token_hex(16)
        self.output.begin(marker)
        deadline = time.monotonic() + seconds
        self._send({**request, "marker": marker})
        while True:
            try:
                left = deadline - time.monotonic()
                line = self._lines.get(timeout=min(_LOOK_EVERY, max(0.0, left)))
            except queue.Empty:
                if left <= _LOOK_EVERY:
                    raise TookTooLong from None
                look()
                continue
            if line is None:
                raise Exited(self._code())
            if line == _CUT:
                return dict(_TOO_LONG)
            answer = _parse(line)
            if answer is not None and answer.get("marker") == marker:
                return answer

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._popen.poll() is None

    def signal(self, number: int) -> None:
        """Send a signal to the program itself, not to the walls around it."""
        pid: int | None = self.pid
        if self._walled:
            pid = innermost(self.pid, AROUND)
        if pid is not None:
            with contextlib.suppress(OSError):
                os.kill(pid, number)

    def freeze(self) -> None:
        """Stop the process and what it started, as AWS does between invocations; POSIX only."""
        if sys.platform != "win32" and self.alive:
            with contextlib.suppress(OSError):
                os.killpg(self.pid, signal.SIGSTOP)
            self._frozen = True

    def thaw(self) -> None:
        """Let a frozen process go on."""
        if sys.platform != "win32" and self._frozen and self.alive:
            with contextlib.suppress(OSError):
                os.killpg(self.pid, signal.SIGCONT)
            self._frozen = False

    def kill(self) -> None:
        """End the process and its group at once and collect it.

        The group dies as one, so a process that forks without end cannot outrun its killer.
        """
        if sys.platform != "win32":
            with contextlib.suppress(OSError):
                os.killpg(self.pid, signal.SIGKILL)
        self._popen.kill()
        self._popen.wait()

    def _code(self) -> int | None:
        """Return how the process ended, as subprocess has it."""
        code = self._popen.poll()
        if self._walled and code is not None and code > _SIGNALLED:
            return _SIGNALLED - code
        return code

    def _send(self, request: dict[str, Any]) -> None:
        stream = self._popen.stdin
        assert stream is not None

        line = encode(request)

        def write() -> None:
            with contextlib.suppress(OSError, ValueError):  # `_watch` reports that it is gone
                stream.write(line)
                stream.flush()

        if len(line) <= _FITS_A_PIPE:
            write()
        else:
            threading.Thread(target=write, daemon=True, name="function-request").start()

    def _read(self) -> None:
        stream = self._popen.stdout
        assert stream is not None
        begins = True
        with stream:
            while line := stream.readline(LONGEST_ANSWER):
                ends = line.endswith(b"\n")
                readable = ends or len(line) == LONGEST_ANSWER
                if begins and readable and self._lines.qsize() < _MOST_WAITING:
                    self._lines.put(line if ends else _CUT)
                begins = ends

    def _watch(self) -> None:
        self._popen.wait()
        self._reader.join(_LAST_WORDS)
        self._lines.put(None)


def _parse(line: bytes) -> dict[str, Any] | None:
    try:
        answer = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return answer if isinstance(answer, dict) else None
