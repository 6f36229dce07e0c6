"""The zygote itself: loads, and forks whenever it is asked to."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import selectors
import signal
import socket
import sys
import traceback
from importlib import import_module
from typing import Any

from grader.sandbox.zygote import LARGEST

assert sys.platform == "linux"

_MOST_DESCRIPTORS = 16
_MOST_OPEN = 4096


def main() -> None:
    """Serve on standard input; ``module`` in the first argument has `load` and `main`.

    The second argument are the folders that are fresh for each process, as JSON; those that
    follow are paths in them that stay.
    """
    module: Any = import_module(sys.argv[1])
    Server(module, json.loads(sys.argv[2]), sys.argv[3:]).serve()


class Server:
    """Forks, and tells how what was forked ended."""

    def __init__(self, module: Any, fresh: dict[str, int], kept: list[str]) -> None:
        self._module = module
        self._fresh = fresh
        self._kept = kept
        self._running: dict[int, int] = {}
        self._socket = socket.socket(fileno=os.dup(0))
        self._wake, self._woken = os.pipe()

    def serve(self) -> None:
        """Work until the grader is gone. Raises OSError where there can be no namespaces."""
        self._try()
        self._module.load()
        gc.collect()
        gc.freeze()  # so that what is shared stays shared
        os.set_blocking(self._woken, False)
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
        signal.set_wakeup_fd(self._woken, warn_on_full_buffer=False)
        self._tell({"ready": True})
        with selectors.DefaultSelector() as selector:
            selector.register(self._socket, selectors.EVENT_READ, self._obey)
            selector.register(self._wake, selectors.EVENT_READ, self._collect)
            while True:
                for key, _events in selector.select():
                    key.data()

    def _try(self) -> None:
        """Make namespaces once, so that a system without them is known before the first job."""
        from grader.sandbox.namespaces import enter

        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                enter(self._fresh, self._kept)
                code = 0
            except OSError:
                traceback.print_exc()
            finally:
                os._exit(code)
        if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) != 0:
            raise OSError("no namespaces further in")

    def _obey(self) -> None:
        message, descriptors, _flags, _address = socket.recv_fds(
            self._socket, LARGEST, _MOST_DESCRIPTORS
        )
        if not message:
            os._exit(0)  # the grader is gone; the walls fall with this process
        order = json.loads(message)
        if "kill" in order:
            for pid, number in self._running.items():
                if number == order["kill"]:
                    os.kill(pid, signal.SIGKILL)
            return
        pid = os.fork()
        if pid == 0:
            self._become(order["environment"], descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
        self._running[pid] = order["fork"]

    def _collect(self) -> None:
        with contextlib.suppress(BlockingIOError):
            os.read(self._wake, 4096)
        while self._running:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            code = os.waitstatus_to_exitcode(status)
            self._tell({"ended": self._running.pop(pid), "code": code})

    def _tell(self, message: dict[str, Any]) -> None:
        with contextlib.suppress(OSError):
            self._socket.send(json.dumps(message).encode())

    def _become(self, environment: dict[str, str], descriptors: list[int]) -> None:
        """Be the process that was asked for, and end."""
        from grader.sandbox.namespaces import enter

        code = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for number, descriptor in enumerate(descriptors[:3]):
                os.dup2(descriptor, number)
            for group in descriptors[3:]:
                os.write(group, b"0")
            os.closerange(3, _MOST_OPEN)
            os.setsid()
            enter(self._fresh, self._kept)
            os.environ.clear()
            os.environ.update(environment)
            self._module.main()
            code = 0
        except BaseException:  # nothing of the zygote's may go on in a child
            traceback.print_exc()
        finally:
            os._exit(code)
