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
from grader.sandbox.wall import Wall, interpreter, is_root

PACKAGES = ("PIL", "cryptography", "selenium", "sgp4", "packaging", "requests")
BOOT_SECONDS = 60.0
_FAULTS_OF_PAGES = ("Hung: ", "Left: ")
SELF_TEST = ["ticks 30 30", "asked 6"]
"""What the page of the self-test must show after 30 s, by a timer and by requests."""
COMMAND_SECONDS = 120.0
"""Wall seconds that one request may take; the lab itself gives a page up much earlier."""
_SETTINGS = ("/opt", "/etc/alternatives", "/etc/chromium", "/etc/fonts", "/etc/ssl")
"""Where browsers and their settings are, beside the system's own places."""
_TEMPORARY = 512 * 1024 * 1024


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
        walled = _confined(cell, cache, browser, argv) if confined else None
        child = Child(
            walled or argv,
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
            sandboxed=walled is not None or not is_root(),
        )
        return cls(child, boot, folder, is_confined=walled is not None)

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


def _confined(
    cell: CellFolder, cache: Path, browser: Browser, argv: Sequence[str]
) -> list[str] | None:
    """Return the command that runs ``argv`` behind walls; None where this system has none."""
    if sys.platform != "linux" or shutil.which("bwrap") is None:
        return None
    hosts = cell.path / "hosts"
    hosts.write_text("127.0.0.1 localhost\n::1 localhost\n", encoding="ascii")
    wall = Wall(
        read=(
            *interpreter(), *_SETTINGS, sys.prefix, str(PROJECT), str(cache),
            str(browser.program.parent), *(entry for entry in sys.path if entry),
        ),
        write=(str(cell.path),),
        temporary=_TEMPORARY,
        files={"/etc/hosts": hosts},
    )  # fmt: skip
    return wall.argv(*argv) if _works(wall.argv(sys.executable, "-I", "-S", "-c", "")) else None


def _works(argv: Sequence[str]) -> bool:
    try:
        return (
            subprocess.run(argv, capture_output=True, timeout=10, check=False, env={}).returncode
            == 0
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
