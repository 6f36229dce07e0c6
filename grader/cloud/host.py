"""Starts and ends the function processes of one emulator."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import stat
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from grader.cloud.function.packages import RUNTIME_PACKAGES
from grader.cloud.packages import PackageStore
from grader.cloud.process import FunctionProcess
from grader.cloud.runs import Moment
from grader.cloud.settings import Settings
from grader.cloud.variables import bare_variables, function_variables
from grader.cloud.walls import function_wall
from grader.sandbox.cells import remove_tree
from grader.sandbox.interpreter import import_folders, package_folders, package_paths, python_argv
from grader.sandbox.tree import collect_orphans, count_descendants, kill_descendants
from grader.sandbox.wall import AROUND, Wall

MOST_PROCESSES = 64
"""Processes that a function may have at a time, itself included."""


class TooMuch(Exception):
    """A function took more of the machine than it may have; says what."""


MOST_BYTES = 1024**3
"""Bytes that a function may have in its /tmp where it has no walls, as it is looked at."""
_TEMPORARY = 512 * 1024**2
"""Bytes of a walled function's /tmp, as on AWS; the system holds it to them."""

STARTER = "function-starter"
"""How the names of threads begin that may start processes."""

_KILL_SECONDS = 20.0
"""A fork bomb on a busy machine takes its time; what is left of it would count for the next."""

_BROUGHT = ("time_machine",)
_LONGEST_TRACE = 64 * 1024
"""Bytes that are read of where a process says that it stands."""


@dataclass(frozen=True)
class Place:
    """The folder of one function process."""

    folder: Path

    @property
    def temporary(self) -> Path:
        """What the function sees as `/tmp`."""
        return self.folder / "tmp"

    @property
    def where(self) -> Path:
        """Where the process writes the line at which it stands, when asked."""
        return self.folder / "where"


class FunctionHost:
    """What all function processes of a cell have in common."""

    def __init__(self, settings: Settings, port: int, moment: Moment) -> None:
        self.settings = settings
        self.moment = moment
        self.step = 0.0
        """Seconds that pass for a function between two readings of its clock."""
        self._packages = PackageStore(settings.path / "packages")
        self._functions = settings.path / "functions"
        self._busy = settings.path / "busy"
        self._busy.mkdir(exist_ok=True)
        self._lock = threading.Lock()
        self._started = 0
        self._running: set[int] = set()
        self._ahead: Future[tuple[FunctionProcess, Place]] | None = None
        # A process dies with the *thread* that started it: this one lives as long as the emulator.
        self._starter = ThreadPoolExecutor(max_workers=1, thread_name_prefix=STARTER)
        runtime_folders = package_folders(RUNTIME_PACKAGES)
        self._program = python_argv(
            "grader.cloud.function.main", *runtime_folders, packages=_BROUGHT
        )
        self._ports = [port, settings.https_port, settings.http_port]
        self._common: dict[str, Any] = {
            "routes": {
                "emulator": port,
                "hosts": list(settings.hosts),
                "https": settings.https_port,
                "http": settings.http_port,
            },
            "ca_file": settings.ca_file,
            "hidden": import_folders(_BROUGHT),
        }
        self._listable = runtime_folders
        self._readable = [settings.ca_file, *package_paths((*RUNTIME_PACKAGES, *_BROUGHT))]
        self._wall: Wall | None = None
        if settings.walled:
            self._wall = function_wall(settings.path, self._packages.folder, self._readable)

    def start_ahead(self) -> None:
        """Start a process before it is needed; it loads what most functions use meanwhile."""
        self._ahead = self._starter.submit(self._start)

    def start(self) -> tuple[FunctionProcess, Place]:
        """Return a process that waits to be told which function it is."""
        with self._lock:
            ahead, self._ahead = self._ahead, None
        if ahead is not None:
            process, place = ahead.result()
            if process.alive:
                return process, place
            self.end(process, place)
        return self._starter.submit(self._start).result()

    def _start(self) -> tuple[FunctionProcess, Place]:
        self._started += 1
        place = Place(self._functions / str(self._started))
        place.temporary.mkdir(parents=True)
        variables = bare_variables(str(place.temporary))
        with self._lock:
            process = FunctionProcess(
                self._argv(place), variables, place.folder, walled=self._wall is not None
            )
            self._running.add(process.pid)
        return process, place

    def _argv(self, place: Place) -> list[str]:
        if self._wall is None:
            return self._program
        wall = replace(
            self._wall, write=(str(place.folder),), fresh={str(place.temporary): _TEMPORARY}
        )
        return wall.argv(*self._program)

    def first_request(
        self, config: Mapping[str, Any], code: bytes, layers: Sequence[bytes], place: Place
    ) -> dict[str, Any]:
        """Return the message that makes a process the function of ``config``.

        Raises DamagedPackage when its package or a layer cannot be unpacked.
        """
        root = self._packages.unpack(code)
        opt = [self._packages.unpack(layer) for layer in layers]
        return {
            **self._common,
            "task_root": str(root),
            "layers": [str(layer) for layer in opt],
            "handler": str(config.get("Handler", "")),
            "environment": function_variables(
                config,
                task_root=str(root),
                temporary=str(place.temporary),
                ca_file=self.settings.ca_file,
                moment=self.moment.now,
            ),
            "places": places(root, opt, place),
            "true_paths": [self.settings.folder, *self._readable],
            "walls": {
                "confine": self.settings.confined,
                "memory": int(config.get("MemorySize") or 128),
                "read": [*self._readable, str(root), *map(str, opt)],
                "write": [str(place.temporary)],
                "names": self._listable,
                "connect": self._ports,
            },
        }

    @contextmanager
    def busy(self, function_name: str) -> Iterator[None]:
        """Leave a mark while a function runs, for whoever finds the emulator dead."""
        mark = self._busy / str(threading.get_ident())
        mark.write_text(function_name, encoding="utf-8")
        try:
            yield
        finally:
            mark.unlink(missing_ok=True)

    def end(self, process: FunctionProcess, place: Place) -> None:
        """Kill ``process``, all below it and orphans of functions; empty its /tmp."""
        process.kill()
        with self._lock:
            self._running.discard(process.pid)
            if sys.platform == "linux":
                kill_descendants(spare=self._running, seconds=_KILL_SECONDS)
                collect_orphans(spare=self._running)
        remove_tree(place.temporary)

    def check(self, place: Place) -> None:
        """Raise TooMuch when a function has more processes or files than it may."""
        with self._lock:
            others = len(self._running) - 1
            if self._wall is not None:
                others += AROUND * len(self._running)
        if sys.platform == "linux" and count_descendants(os.getpid()) - others > MOST_PROCESSES:
            raise TooMuch(f"it started more than {MOST_PROCESSES} processes")
        if self._wall is None and bytes_below(place.temporary) > MOST_BYTES:
            raise TooMuch(f"it wrote more than {MOST_BYTES >> 20} MB to /tmp")

    def ask_where(self, process: FunctionProcess, place: Place, *, seconds: float = 0.2) -> str:
        """Return what the process says about where its code stands; empty when it does not."""
        if sys.platform == "win32" or not process.alive:
            return ""
        process.signal(signal.SIGUSR1)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and process.alive:
            text = beginning_of(place.where)
            if text.endswith("\n"):
                return text
            time.sleep(0.002)
        return ""


def beginning_of(file: Path) -> str:
    """Return what a function's process wrote into ``file``, up to a limit; "" where it is none.

    The student's code may have put anything there: a link, a pipe that nobody writes to.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        with os.fdopen(os.open(file, flags), "rb") as stream:
            regular = stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
            return stream.read(_LONGEST_TRACE).decode("utf-8", "replace") if regular else ""
    except OSError:
        return ""


def bytes_below(folder: Path) -> int:
    """Return the size of all files below ``folder``; too much where they are nested too deeply."""
    total = 0
    waiting = [str(folder)]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    else:
                        with contextlib.suppress(FileNotFoundError):
                            total += entry.stat(follow_symlinks=False).st_size
        except OSError as error:
            if error.errno == errno.ENAMETOOLONG:
                return MOST_BYTES + 1  # what cannot be looked at could be of any size
    return total


def places(root: Path, layers: Sequence[Path], place: Place) -> dict[str, str]:
    """Return which folders stand behind AWS's fixed paths."""
    found = {"/tmp": str(place.temporary), "/var/task": str(root)}  # noqa: S108 - AWS's own path
    return found | ({"/opt": str(layers[-1])} if layers else {})
