"""Which browser of this machine can open a page, and the driver that steers it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.locale import _

_NAMES = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
    "microsoft-edge", "microsoft-edge-stable", "msedge",
)  # fmt: skip
_BEHIND_WRAPPERS = ("/usr/lib/chromium/chromium", "/usr/lib64/chromium-browser/chromium-browser")
"""What /usr/bin/chromium starts on some systems, with flags of its own."""
_ON_MACOS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
_ON_WINDOWS = (
    r"Google\Chrome\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
    r"Chromium\Application\chrome.exe",
)
_DRIVERS = {False: ("chromedriver",), True: ("msedgedriver",)}


class NoBrowser(Exception):
    """There is no browser to open pages with; ``hint`` says how to get one."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True)
class Browser:
    """A browser and its driver; Selenium finds a driver itself where ``driver`` is None."""

    program: Path
    driver: Path | None

    @property
    def title(self) -> str:
        """What people call it."""
        name = self.program.name.lower()
        return "Chromium" if "chromium" in name else "Edge" if self.is_edge else "Chrome"

    @property
    def is_edge(self) -> bool:
        """Whether it is Microsoft Edge, which has a driver of its own."""
        return "edge" in self.program.name.lower()


def find_browser(named: str | None = None) -> Browser:
    """Return the browser called or at ``named``, else the first of this machine.

    Raises NoBrowser.
    """
    if named is not None:
        found = shutil.which(named)
        if found is None:
            raise NoBrowser(
                _("There is no browser at {path}.").format(path=named), how_to_install()
            )
        return _with_driver(Path(found))
    for program in _candidates():
        return _with_driver(program)
    raise NoBrowser(_("No Chromium, Chrome or Edge was found on this machine."), how_to_install())


def how_to_install() -> str:
    """Return the command that gives this system a browser and its driver."""
    if sys.platform == "darwin":
        return "brew install --cask google-chrome"
    if sys.platform == "win32":
        return "winget install Google.Chrome"
    for program, command in (
        ("apt-get", "sudo apt-get install chromium chromium-driver"),
        ("dnf", "sudo dnf install chromium chromedriver"),
        ("pacman", "sudo pacman -S chromium"),
        ("zypper", "sudo zypper install chromium chromedriver"),
        ("apk", "sudo apk add chromium chromium-chromedriver"),
    ):
        if shutil.which(program):
            return command
    return _("Install Chromium or Chrome, and its chromedriver.")


def _candidates() -> Iterator[Path]:
    for name in _NAMES:
        found = shutil.which(name)
        if found:
            yield _behind(Path(found))
    fixed: tuple[str, ...] = ()
    if sys.platform == "darwin":
        fixed = _ON_MACOS
    elif sys.platform == "win32":
        roots = [
            os.environ.get(name, "")
            for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
        ]
        fixed = tuple(str(Path(root) / one) for root in roots if root for one in _ON_WINDOWS)
    yield from (Path(one) for one in fixed if Path(one).is_file())


def _behind(program: Path) -> Path:
    """Return the program behind a wrapper script that would add flags of its own."""
    for one in _BEHIND_WRAPPERS:
        if program.name in one and Path(one).is_file():
            return Path(one)
    return program


def _with_driver(program: Path) -> Browser:
    browser = Browser(program, None)
    for name in _DRIVERS[browser.is_edge]:
        beside = program.with_name(name)
        found = str(beside) if beside.is_file() else shutil.which(name)
        if found:
            return Browser(program, Path(found))
    return browser
