"""Limits that a child of ours puts on itself."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path


def go_first() -> None:
    """Let the system end this process, and all it starts, before others when memory runs out.

    For children that run what a student wrote: the grader beside them lives on, and tells.
    """
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


def limit_self(
    *,
    memory_bytes: int | None = None,
    address_bytes: int | None = None,
    cpu_seconds: int | None = None,
    file_bytes: int | None = None,
    open_files: int | None = None,
) -> None:
    """Lower this process's limits for good; children inherit them. No-op on Windows.

    ``memory_bytes`` bounds what can be written to (heap, private mappings, thread stacks),
    ``address_bytes`` all address space, ``file_bytes`` the size of one file. A limit that is
    lower already stays. No core files are written in any case.
    """
    if sys.platform == "win32":
        return
    import resource

    wanted = {
        resource.RLIMIT_DATA: memory_bytes,
        resource.RLIMIT_AS: address_bytes,
        resource.RLIMIT_CPU: cpu_seconds,
        resource.RLIMIT_FSIZE: file_bytes,
        resource.RLIMIT_NOFILE: open_files,
        resource.RLIMIT_CORE: 0,
    }
    for kind, value in wanted.items():
        if value is None:
            continue
        hard = resource.getrlimit(kind)[1]
        if hard != resource.RLIM_INFINITY:
            value = min(value, hard)
        with contextlib.suppress(ValueError, OSError):  # macOS refuses some kinds
            resource.setrlimit(kind, (value, value))
