"""A process behind walls that has loaded everything, and is forked instead of started anew.

Python takes longer to load what grading takes than grading does. What is forked gets namespaces,
control groups and streams of its own, as if it had been put behind walls by itself; the zygote
never sees what anybody handed in.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

LARGEST = 65536
"""Bytes of one message in either direction."""
_PATIENCE = 60.0
"""Seconds in which it must have loaded."""


class ZygoteFailed(Exception):
    """It did not start, or ended before its time."""


class Forked:
    """One process that was forked, with its standard streams."""

    def __init__(self, zygote: Zygote, number: int, streams: Sequence[IO[bytes]]) -> None:
        self._zygote = zygote
        self._number = number
        self._ended = threading.Event()
        self.stdin, self.stdout, self.stderr = streams
        self.returncode: int | None = None

    def wait(self, timeout: float) -> None:
        """Wait for its end. Raises subprocess.TimeoutExpired."""
        if not self._ended.wait(timeout):
            raise subprocess.TimeoutExpired("forked", timeout)

    def kill(self) -> None:
        """End it, and all that it started, at once."""
        if not self._ended.is_set():
            self._zygote.tell({"kill": self._number})

    def end(self, code: int | None) -> None:
        """Take notice of its end."""
        self.returncode = code
        self._ended.set()


class Zygote:
    """The grader's side."""

    _socket: socket.socket
    _process: subprocess.Popen[bytes]

    def __init__(self, argv: Sequence[str], *, env: Mapping[str, str], log: Path) -> None:
        """Start ``argv``, whose program is ``main`` of zygote_program. Raises ZygoteFailed."""
        self._forked: dict[int, Forked] = {}
        self._started = 0
        self._lock = threading.Lock()
        if sys.platform != "linux":
            raise ZygoteFailed(sys.platform)
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs, log.open("ab") as errors:
            self._process = subprocess.Popen(
                list(argv), env=dict(env), cwd="/", stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL, stderr=errors, start_new_session=True,
            )  # fmt: skip
        self._socket.settimeout(_PATIENCE)
        try:
            ready = self._socket.recv(LARGEST)
        except OSError as error:
            self.stop()
            raise ZygoteFailed(f"it is not ready after {_PATIENCE:g} s") from error
        if not ready:
            self.stop()
            words = log.read_text(errors="replace")[-500:].strip()
            raise ZygoteFailed(words or "it ended without a word")
        self._socket.settimeout(None)
        threading.Thread(target=self._listen, daemon=True, name="zygote").start()

    def fork(self, env: Mapping[str, str], groups: Sequence[Path]) -> Forked:
        """Return a new process with exactly ``env``, in control ``groups``. Raises OSError."""
        if sys.platform != "linux":
            raise OSError(errno.ENOSYS, sys.platform)
        with contextlib.ExitStack() as theirs, contextlib.ExitStack() as ours:
            pipes = [os.pipe() for _stream in range(3)]
            passed = [pipes[0][0], pipes[1][1], pipes[2][1]]
            kept = [pipes[0][1], pipes[1][0], pipes[2][0]]
            for descriptor in passed:
                theirs.callback(os.close, descriptor)
            streams = [
                ours.enter_context(os.fdopen(one, mode))
                for one, mode in zip(kept, ("wb", "rb", "rb"), strict=True)
            ]
            for group in groups:
                passed.append(os.open(group / "cgroup.procs", os.O_WRONLY))
                theirs.callback(os.close, passed[-1])
            with self._lock:
                self._started += 1
                number = self._started
                forked = self._forked[number] = Forked(self, number, streams)
            message = json.dumps({"fork": number, "environment": dict(env)}).encode()
            try:
                socket.send_fds(self._socket, [message], passed)
            except OSError:
                with self._lock:
                    self._forked.pop(number, None)
                raise
            ours.pop_all()
            return forked

    def tell(self, message: Mapping[str, Any]) -> None:
        """Send an order; one that is gone has nobody left to be told about."""
        with contextlib.suppress(OSError):
            self._socket.send(json.dumps(message).encode())

    @property
    def is_alive(self) -> bool:
        """Whether it can still be forked."""
        return self._process.poll() is None

    def stop(self) -> None:
        """End it with everything that was forked."""
        self._process.kill()
        self._process.wait()
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _listen(self) -> None:
        with contextlib.suppress(OSError, ValueError, KeyError):
            while told := self._socket.recv(LARGEST):
                ended = json.loads(told)
                with self._lock:
                    forked = self._forked.pop(ended["ended"])
                forked.end(ended["code"])
        with self._lock:
            left, self._forked = list(self._forked.values()), {}
        for forked in left:
            forked.end(None)
