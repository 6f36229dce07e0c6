"""Control groups: what a job may take of memory and processes, all its children together (Linux).

Version 2 needs a delegated group, version 1 groups that this user may write; where there is
neither, a job goes without, and the limits of its single processes stand alone.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path("/sys/fs/cgroup")
_PREFIX = "groundtrack-"


@contextmanager
def limited(*, memory: int, processes: int) -> Iterator[tuple[Path, ...]]:
    """Give groups that hold who joins them to ``memory`` bytes and ``processes``; () if none can
    be made. What is still in them at the end is killed."""
    made: list[Path] = []
    try:
        with contextlib.suppress(OSError):
            made.extend(_made(memory, processes))
        yield tuple(made)
    finally:
        for group in made:
            _remove(group)


def are_there() -> bool:
    """Whether groups can be made here; tries it."""
    with limited(memory=1 << 30, processes=64) as groups:
        return bool(groups)


def sweep() -> None:
    """Remove groups whose maker was killed."""
    from grader.sandbox.cells import started_at

    left: list[Path] = []
    for controller in ("", "memory", "pids", "cpuacct"):
        with contextlib.suppress(OSError):
            left += (ROOT / controller / _own_group(controller).lstrip("/")).glob(f"{_PREFIX}*")
    for group in left:
        maker = group.name.removeprefix(_PREFIX).partition("-")[0]
        if maker.isdigit() and not started_at(int(maker)):
            _remove(group)


def went_over(groups: tuple[Path, ...]) -> str | None:
    """Return "memory" or "processes" when one of the limits was hit, else None."""
    for group in groups:
        if _event(group / "memory.events", "oom_kill") or _event(
            group / "memory.oom_control", "oom_kill"
        ):
            return "memory"
    for group in groups:
        if _event(group / "pids.events", "max"):
            return "processes"
    return None


@dataclass(frozen=True)
class Used:
    """What all processes of a job took together; 0 where it cannot be told."""

    cpu_seconds: float = 0.0
    peak_memory: int = 0
    """Bytes."""


def used(groups: tuple[Path, ...]) -> Used:
    """Return what those who joined ``groups`` took so far."""
    cpu, memory = 0.0, 0
    for group in groups:
        cpu = max(cpu, _event(group / "cpu.stat", "usage_usec") / 1e6)
        cpu = max(cpu, _number(group / "cpuacct.usage") / 1e9)
        memory = max(memory, _number(group / "memory.peak"))
        memory = max(memory, _number(group / "memory.max_usage_in_bytes"))
    return Used(cpu, memory)


def _number(file: Path) -> int:
    try:
        return int(file.read_text())
    except (OSError, ValueError):
        return 0


def _event(file: Path, name: str) -> int:
    with contextlib.suppress(OSError, ValueError):
        for line in file.read_text().splitlines():
            key, _space, value = line.partition(" ")
            if key == name:
                return int(value)
    return 0


def _made(memory: int, processes: int) -> Iterator[Path]:
    name = f"{_PREFIX}{os.getpid()}-{secrets.token_hex(4)}"
    if (ROOT / "cgroup.controllers").is_file():
        group = ROOT / _own_group("").lstrip("/") / name
        yield from _filled(group, {"memory.max": memory, "pids.max": processes})
        return
    for controller, settings in (
        ("memory", {"memory.limit_in_bytes": memory}),
        ("pids", {"pids.max": processes}),
        ("cpuacct", {}),
    ):
        group = ROOT / controller / _own_group(controller).lstrip("/") / name
        yield from _filled(group, settings)


def _filled(group: Path, settings: dict[str, int]) -> Iterator[Path]:
    group.mkdir()
    try:
        for file, value in settings.items():
            (group / file).write_text(str(value))
    except OSError:
        _remove(group)
        raise
    yield group


def _own_group(controller: str) -> str:
    """Return this process's group in the hierarchy of ``controller`` ("" is version 2)."""
    for line in Path("/proc/self/cgroup").read_text().splitlines():
        _number, controllers, path = line.split(":", 2)
        if controller in controllers.split(","):
            return path
    raise FileNotFoundError(controller)


def _remove(group: Path) -> None:
    """Kill who is left in a group, and remove it."""
    with contextlib.suppress(OSError):
        (group / "cgroup.kill").write_text("1")
    for _attempt in range(50):
        with contextlib.suppress(OSError, ValueError):
            for pid in (group / "cgroup.procs").read_text().split():
                with contextlib.suppress(OSError):
                    os.kill(int(pid), 9)
        try:
            group.rmdir()
        except FileNotFoundError:
            return
        except OSError:
            time.sleep(0.002)
        else:
            return
