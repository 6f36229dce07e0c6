"""Ending processes for good: whole trees, and whatever carries a cell's token."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from grader.sandbox.cell_token import TOKEN_VARIABLE
from grader.sandbox.parentage import become_reaper

__all__ = [
    "become_reaper",
    "collect_orphans",
    "count_descendants",
    "descendants",
    "innermost",
    "kill_descendants",
    "kill_token",
]


def kill_descendants(
    root: int | None = None, *, spare: Collection[int] = (), seconds: float = 5.0
) -> bool:
    """Kill all processes below ``root`` (this process by default), except ``spare`` and below.

    They are stopped first, so that none can start another while the rest is looked up. Returns
    whether none was left after at most ``seconds``.
    """
    top = os.getpid() if root is None else root
    return _kill_until_none(lambda: descendants(top, spare=spare), seconds)


def kill_token(token: str, folder: Path | None = None, *, seconds: float = 5.0) -> bool:
    """Kill every process that carries ``token`` or works below ``folder``, but not this one."""
    return _kill_until_none(lambda: _marked(token, folder), seconds)


def _kill_until_none(find: Callable[[], Iterable[int]], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while found := list(find()):
        if sys.platform != "win32":
            for pid in found:
                _signal(pid, signal.SIGSTOP)
            found = list(dict.fromkeys([*found, *find()]))
        for pid in found:
            _kill(pid)
        if time.monotonic() > deadline:
            return False
        time.sleep(0.002)
    return True


def _kill(pid: int) -> None:
    """Kill, and collect the zombie at once if it was this process's child."""
    if sys.platform == "win32":
        _signal(pid, signal.SIGTERM)
        return
    _signal(pid, signal.SIGKILL)
    with contextlib.suppress(OSError):
        os.waitpid(pid, os.WNOHANG)


def _signal(pid: int, number: int) -> None:
    with contextlib.suppress(OSError):
        os.kill(pid, number)


def collect_orphans(*, spare: Collection[int] = ()) -> None:
    """Collect ended children of this process that came by being orphaned (Linux).

    ``spare`` names the children that someone else waits for.
    """
    if sys.platform == "linux":
        for pid in _children(os.getpid()):
            if pid not in spare:
                with contextlib.suppress(OSError):
                    os.waitpid(pid, os.WNOHANG)


def descendants(root: int, *, spare: Collection[int] = ()) -> list[int]:
    """Return the living processes below ``root``, those of ``spare`` and below left out."""
    children: dict[int, list[int]] = {}
    for pid, parent in _parents():
        children.setdefault(parent, []).append(pid)
    found: list[int] = []
    queue = list(children.get(root, ()))
    while queue:
        pid = queue.pop()
        if pid in spare or pid in found:
            continue
        found.append(pid)
        queue.extend(children.get(pid, ()))
    return found


def count_descendants(root: int) -> int:
    """Return about how many processes there are below ``root``, cheaply (Linux).

    Asks the kernel for each process's children, not for all processes; 0 where it does not tell.
    """
    found = 0
    queue = [root]
    while queue:
        children = _children(queue.pop())
        found += len(children)
        queue.extend(children)
    return found


def innermost(pid: int, depth: int) -> int | None:
    """Return the oldest process ``depth`` generations below ``pid``; None while there is none."""
    for _generation in range(depth):
        children = _children(pid)
        if not children:
            return None
        pid = min(children)
    return pid


def _children(pid: int) -> list[int]:
    children: list[int] = []
    with contextlib.suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            with contextlib.suppress(OSError):
                children += map(int, (thread / "children").read_text().split())
    return children


def _parents() -> Iterable[tuple[int, int]]:
    """Yield process and parent of all that runs; ended ones that wait to be collected left out."""
    if sys.platform == "linux":
        for pid in _process_ids():
            try:
                state, parent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[:2]
            except (OSError, ValueError):
                continue
            if state not in "ZX":
                yield pid, int(parent)
        return
    import psutil

    for process in psutil.process_iter(["ppid", "status"]):
        if process.info["status"] != psutil.STATUS_ZOMBIE:
            yield process.pid, process.info["ppid"] or 0


def _marked(token: str, folder: Path | None) -> Iterable[int]:
    """Yield the processes, other than this one, that carry ``token`` or stand in ``folder``."""
    here = os.getpid()
    needle = f"{TOKEN_VARIABLE}={token}"
    if sys.platform == "linux":
        for pid in _process_ids():
            if pid != here and _is_marked(pid, needle.encode(), folder):
                yield pid
        return
    import psutil

    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if process.pid != here and process.environ().get(TOKEN_VARIABLE) == token:
                yield process.pid


def _is_marked(pid: int, needle: bytes, folder: Path | None) -> bool:
    try:
        if needle in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0"):
            return True
        return folder is not None and Path(f"/proc/{pid}/cwd").readlink().is_relative_to(folder)
    except OSError:
        return False


def _process_ids() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]  # noqa: PTH208 - names only
