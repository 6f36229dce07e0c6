"""The walls that a function's process puts around itself before the student's code is loaded."""

from __future__ import annotations

import contextlib
import faulthandler
import signal
import sys
import threading
from typing import Any, TextIO

from grader.sandbox.landlock import confine
from grader.sandbox.limits import go_first, limit_self

_MEGABYTE = 1024 * 1024
_INTERPRETER = 192 * _MEGABYTE
"""Memory beyond MemorySize: the interpreter, what is preloaded, stacks of threads."""
_ADDRESSES = 2048 * _MEGABYTE
"""Address space beyond MemorySize, which mapped files and reserves take up."""
_TEMPORARY_FILE = 512 * _MEGABYTE
"""AWS gives a function 512 MB of /tmp."""
_THREAD_STACK = _MEGABYTE


def wall_in(walls: dict[str, Any]) -> None:
    """Limit this process, and all it starts, to what ``walls`` allows."""
    go_first()
    limit_self(
        memory_bytes=walls["memory"] * _MEGABYTE + _INTERPRETER,
        address_bytes=walls["memory"] * _MEGABYTE + _ADDRESSES,
        file_bytes=_TEMPORARY_FILE,
        open_files=1024,
    )
    threading.stack_size(_THREAD_STACK)
    if not walls["confine"]:
        return
    with contextlib.suppress(OSError):  # a kernel that refuses leaves the other walls standing
        confine(
            read=walls["read"],
            write=walls["write"],
            names=walls["names"],
            connect=walls["connect"],
        )


def tell_where_on_signal(file: TextIO) -> None:
    """Have this process write where its code stands into ``file`` when the runtime asks."""
    if sys.platform != "win32":
        faulthandler.register(signal.SIGUSR1, file=file, all_threads=False)
