"""Walls of bubblewrap: a process sees the files that are named, and no other process (Linux)."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from grader.sandbox.landlock import SYSTEM

USER = 1000
"""Who a process is inside its walls."""
NOBODY = 65534
"""Who the walls are started as where the grader itself runs as root."""
AROUND = 2
"""Processes that stand around a walled one: bubblewrap, and the first of its namespace."""
_LINKS = ("/bin", "/lib", "/lib32", "/lib64", "/sbin")
_TOP = frozenset({"/", "/proc", "/sys", "/dev", "/usr"})
_FIRST_DESCRIPTOR = 3
"""Shells know descriptors of one digit only."""
SHARED_MEMORY = 256 * 1024 * 1024
"""Bytes of a /dev/shm."""


@dataclass(frozen=True)
class Wall:
    """What is left of the machine to a process.

    Processes inside see their own processes, devices of no harm, the files below ``read`` and
    ``write``, and nothing else.
    """

    read: tuple[str, ...] = ()
    write: tuple[str, ...] = ()
    network: Literal["own", "shared"] = "own"
    """"own" is a loopback device that nobody else is on; "shared" that of whoever starts it."""
    temporary: int | None = None
    """Bytes of a fresh /tmp; None leaves it out."""
    fresh: Mapping[str, int] = field(default_factory=dict)
    """Further empty folders that go with the walls, whatever was put there; bytes by path."""
    filter: Path | None = None
    """A file with a filter of system calls (see `grader.sandbox.seccomp`)."""
    files: Mapping[str, Path] = field(default_factory=dict)
    """Copies of files, by their path inside."""
    groups: tuple[Path, ...] = ()
    """Control groups to join before anything else."""
    proc: bool = True
    """Whether there is a /proc: in it, any process can open the pipes that it speaks through."""
    session: bool = True
    """Whether it leads a session of its own; else who starts it can signal it as a group."""
    nobody: bool = False
    """Whether to become nobody first, where the grader runs as root."""

    def argv(self, *command: str) -> list[str]:
        """Return the command that runs ``command`` inside, with the environment of its caller."""
        opened = [*self.files.values(), *([self.filter] if self.filter else [])]
        descriptors = {path: n for n, path in enumerate(opened, _FIRST_DESCRIPTOR)}
        words = [
            *(self._as_nobody() if self.nobody and is_root() else ()),
            bubblewrap(),
            "--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-uts",
            "--unshare-cgroup-try", "--die-with-parent", "--uid", str(USER), "--gid", str(USER),
            *(("--unshare-net",) if self.network == "own" else ()),
            *(("--new-session",) if self.session else ()),
            *_system(),
            *(("--proc", "/proc") if self.proc else ()), "--dev", "/dev",
            "--size", str(SHARED_MEMORY), "--tmpfs", "/dev/shm",  # noqa: S108 - the process's own
        ]  # fmt: skip
        if self.temporary is not None:
            words += ["--size", str(self.temporary), "--tmpfs", "/tmp"]  # noqa: S108 - its own
        for path in dict.fromkeys(self.read):
            words += ["--ro-bind-try", path, path]
        for path in dict.fromkeys(self.write):
            words += ["--bind", path, path]
        for path, size in self.fresh.items():
            words += ["--size", str(size), "--tmpfs", path]
        for inside, file in self.files.items():
            words += ["--ro-bind-data", str(descriptors[file]), inside]
        if self.filter:
            words += ["--seccomp", str(descriptors[self.filter])]
        return [*_opening(descriptors, self.groups), *words, "--", *command]

    def _as_nobody(self) -> list[str]:
        """Return the start of a command that goes on as nobody, with the same files in view.

        Root shows the files first: below /root, nobody could not reach them. /proc is the
        system's own here, for with parts of it covered no other one can be mounted further in.
        """
        nobody = str(NOBODY)
        view = [word for path in dict.fromkeys(self.read) for word in ("--ro-bind-try", path, path)]
        above = dict.fromkeys(
            str(parent) for path in (*SYSTEM, *self.read) for parent in reversed(Path(path).parents)
        )
        folders = [word for path in above if path not in _TOP for word in ("--dir", path)]
        return [
            bubblewrap(), "--die-with-parent", *folders, "--dir", "/tmp",  # noqa: S108 - its own
            *_system(), "--bind", "/proc", "/proc", "--dev-bind", "/dev", "/dev", *view, "--",
            shutil.which("setpriv") or "setpriv", "--reuid", nobody, "--regid", nobody,
            "--clear-groups", "--no-new-privs",
        ]  # fmt: skip


def bubblewrap() -> str:
    """Return bubblewrap's program; its bare name where it is not installed."""
    return shutil.which("bwrap") or "bwrap"


def is_root() -> bool:
    """Whether the grader runs as root."""
    return sys.platform != "win32" and os.geteuid() == 0


def interpreter() -> tuple[str, ...]:
    """Return what a Python of ours starts from: itself and the standard library, no packages."""
    of_environment = (str(Path(sys.executable).parent), str(Path(sys.prefix) / "pyvenv.cfg"))
    return tuple(dict.fromkeys((sys.base_prefix, sys.base_exec_prefix, *of_environment)))


def _system() -> Iterable[str]:
    """Yield what shows the system's own files: programs, libraries, and a little of /etc."""
    for path in SYSTEM:
        if path.startswith(("/proc", "/sys")):
            continue
        if path in _LINKS and Path(path).is_symlink():
            yield from ("--symlink", str(Path(path).readlink()), path)
        else:
            yield from ("--ro-bind-try", path, path)


def _opening(descriptors: Mapping[Path, int], groups: Iterable[Path]) -> list[str]:
    """Return the start of a command that joins ``groups`` and opens files under their numbers."""
    steps = [f"echo $$ > {shlex.quote(str(group / 'cgroup.procs'))}" for group in groups]
    steps += [f"exec {n}<{shlex.quote(str(path))}" for path, n in descriptors.items()]
    if not steps:
        return []
    return ["/bin/sh", "-c", " && ".join([*steps, 'exec "$@"']), "sh"]
