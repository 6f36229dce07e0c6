"""The grader's side of the lab's process."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from grader.page.lab.browser import Browser
from grader.sandbox.cells import CellFolder
from grader.sandbox.channel import Child, ChildFailed
from grader.sandbox.interpreter import PROJECT, python_argv

PACKAGES = ("PIL", "cryptography", "selenium", "sgp4", "packaging", "requests")
BOOT_SECONDS = 60.0
_FAULTS_OF_PAGES = ("Hung: ", "Left: ")
SELF_TEST = ["ticks 30 30", "asked 6"]
"""What the page of the self-test must show after 30 s, by a timer and by requests."""
COMMAND_SECONDS = 120.0
"""Wall seconds that one request may take; the lab itself gives a page up much earlier."""
_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib64", "/lib32", "/opt")
_SETTINGS = (
    "/etc/alternatives", "/etc/chromium", "/etc/fonts", "/etc/ld.so.cache", "/etc/ssl",
)  # fmt: skip


class PageStopped(Exception):
    """The page hung or went away, and the browser was stopped for it."""


class WrongTime(Exception):
    """Time does not pass in a page as it is told to; the message says what the page showed."""


class LabChild:
    """A lab in a process of its own, confined by bubblewrap where that works."""

    def __init__(self, child: Child, boot: int, folder: Path, *, is_confined: bool) -> None:
        """Use ``start``."""
        self._child = child
        self._folder = folder
        self._boot: int | None = boot
        self.is_confined = is_confined
        self.browser = ""

    @classmethod
    def start(
        cls,
        cell: CellFolder,
        browser: Browser,
        cache: Path,
        *,
        phase: float,
        name: str = "lab",
        confined: bool = True,
    ) -> LabChild:
        """Start the process; it boots in the background. ``cache`` holds assets and certificates,
        and ``name`` is its folder in the cell.

        Raises CertificateFailed, OSError.
        """
        from grader.world.certificates import server_certificate

        server_certificate(cache, ("localhost",))  # made here: inside, nothing can be written
        folder = cell.path / name
        folder.mkdir()
        argv = python_argv("grader.page.lab.child", packages=PACKAGES)
        wall = _confinement(cell, cache, browser) if confined else None
        child = Child(
            (*(wall or ()), *argv),
            env=_environment(cell, folder),
            cwd=cell.path,
            log=cell.path / "lab.log",
        )
        boot = child.send(
            "boot",
            program=str(browser.program),
            driver=None if browser.driver is None else str(browser.driver),
            cache=str(cache),
            folder=str(folder),
            phase=phase,
            sandboxed=wall is not None or not _is_root(),
        )
        return cls(child, boot, folder, is_confined=wall is not None)

    def ask(self, operation: str, patience: float = 0.0, **arguments: Any) -> Any:
        """Let the lab do something and return what it says.

        ``patience`` is how many seconds it may take besides, where page time passes as on the
        wall. Raises PageStopped, ChildFailed.
        """
        self.await_boot()
        request = self._child.send(operation, **arguments)
        try:
            return self._child.receive(request, seconds=COMMAND_SECONDS + patience)
        except ChildFailed as error:
            if str(error).startswith(_FAULTS_OF_PAGES):
                raise PageStopped(str(error).partition(": ")[2]) from error
            raise

    def await_boot(self) -> None:
        """Wait until the browser runs. Raises ChildFailed."""
        if self._boot is not None:
            self.browser = self._child.receive(self._boot, seconds=BOOT_SECONDS)["browser"]
            self._boot = None

    def prove_time(self, start: float) -> None:
        """Let a minute pass in a page of ours. Raises WrongTime, ChildFailed."""
        try:
            told = self.ask("self_test", folder=str(self._folder / "self-test"), start=start)
        except PageStopped as error:
            raise WrongTime(str(error)) from error
        if told["lines"] != SELF_TEST:
            raise WrongTime(", ".join(told["lines"]))

    def stop(self) -> None:
        """End browser and process."""
        self._child.close()
        process = self._child.process
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=5)
        if process.poll() is None:
            process.kill()
            process.wait()


def _environment(cell: CellFolder, folder: Path) -> dict[str, str]:
    environment = {
        "GROUNDTRACK_CELL": cell.token,
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "TEMP": str(folder),
        "TMP": str(folder),
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "SE_AVOID_STATS": "true",
    }
    if sys.platform == "win32":
        environment["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
    return environment


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def _confinement(cell: CellFolder, cache: Path, browser: Browser) -> tuple[str, ...] | None:
    """Return the command that confines what follows; None where this system does not allow it."""
    program = shutil.which("bwrap")
    if program is None or sys.platform != "linux":
        return None
    hosts = cell.path / "hosts"
    hosts.write_text("127.0.0.1 localhost\n::1 localhost\n", encoding="ascii")
    read = dict.fromkeys(
        (
            *_SYSTEM, *_SETTINGS, sys.prefix, sys.base_prefix, str(PROJECT), str(cache),
            str(browser.program.parent), *(entry for entry in sys.path if entry),
        )
    )  # fmt: skip
    wall = (
        program, "--unshare-all", "--die-with-parent", "--new-session", "--uid", "1000",
        "--gid", "1000", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/dev/shm",  # noqa: S108 - the confined process's own
        "--tmpfs", "/tmp",  # noqa: S108 - the confined process's own
        *(word for path in read for word in ("--ro-bind-try", path, path)),
        "--ro-bind", str(hosts), "/etc/hosts",
        "--bind", str(cell.path), str(cell.path), "--chdir", str(cell.path), "--",
    )  # fmt: skip
    return wall if _works((*wall, sys.executable, "-I", "-S", "-c", "")) else None


def _works(argv: Sequence[str]) -> bool:
    try:
        return (
            subprocess.run(argv, capture_output=True, timeout=10, check=False, env={}).returncode
            == 0
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
