"""The process of one job, however it was started."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import IO, Protocol


class Process(Protocol):
    """What the grader does with it."""

    stdin: IO[bytes]
    stdout: IO[bytes]
    stderr: IO[bytes]

    @property
    def returncode(self) -> int | None:
        """How it ended, as subprocess has it; None while it runs, or where it cannot be told."""
        ...

    def wait(self, timeout: float) -> None:
        """Wait for its end. Raises subprocess.TimeoutExpired."""
        ...

    def kill(self) -> None:
        """End it, and what it started, at once; nothing happens where it has ended."""
        ...


class Alone:
    """A process that was started for one job."""

    def __init__(self, argv: Sequence[str], env: Mapping[str, str]) -> None:
        """Start ``argv`` with exactly ``env``. Raises OSError."""
        self._popen = subprocess.Popen(
            list(argv),
            env=dict(env),
            cwd="/",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        assert self._popen.stdin and self._popen.stdout and self._popen.stderr
        self.stdin: IO[bytes] = self._popen.stdin
        self.stdout: IO[bytes] = self._popen.stdout
        self.stderr: IO[bytes] = self._popen.stderr

    @property
    def returncode(self) -> int | None:
        """How it ended, None while it runs."""
        return self._popen.returncode

    def wait(self, timeout: float) -> None:
        """Wait for its end. Raises subprocess.TimeoutExpired."""
        self._popen.wait(timeout)

    def kill(self) -> None:
        """End its group at once."""
        if self._popen.poll() is None:
            _kill_group(self._popen.pid)


def _kill_group(leader: int) -> None:
    """End a process that leads a group, and the group with it."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            os.killpg(leader, signal.SIGKILL)
        return
    from grader.sandbox.tree import kill_descendants

    kill_descendants(leader)
    with contextlib.suppress(OSError):
        os.kill(leader, signal.SIGTERM)
