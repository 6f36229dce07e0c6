"""What ``doctor`` says of the browser, its wall, and the files of others."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

from grader.commands.examined import Examined
from grader.locale import _
from grader.places import cache_folder


def pages() -> Iterator[Examined]:
    """Yield whether pages can be opened here; only challenge 8 needs it."""
    yield _browser()
    yield _assets()


def _browser() -> Examined:
    """Let a minute pass in a page of ours, for real."""
    from grader.page.lab.browser import NoBrowser, find_browser
    from grader.page.lab.client import LabChild, WrongTime
    from grader.sandbox.cells import CellFolder
    from grader.sandbox.channel import ChildFailed
    from grader.world.certificates import CertificateFailed

    try:
        browser = find_browser()
    except NoBrowser as error:
        return Examined("warn", f"{error} {_('Challenge 8 needs one.')}", error.hint)
    cell = CellFolder.create()
    try:
        lab = LabChild.start(cell, browser, cache_folder(), phase=0.0)
        try:
            lab.prove_time(1.9e9)
        finally:
            lab.stop()
    except WrongTime:
        return Examined(
            "warn",
            _("time does not pass in {browser} as it is told to").format(browser=lab.browser),
            _("Install another Chromium, Chrome or Edge."),
        )
    except (ChildFailed, CertificateFailed, OSError) as error:
        return Examined(
            "warn",
            _("the browser does not start: {reason}").format(reason=str(error)[:200]),
            _("Do browser and driver have the same version? {program}").format(
                program=browser.program
            ),
        )
    finally:
        cell.remove()
    confined = (
        _("confined by bubblewrap")
        if lab.is_confined
        else _("not confined: bubblewrap is missing, or may not be used here")
    )
    return Examined("good", f"{lab.browser} ({browser.program}), {confined}")


def _assets() -> Examined:
    from grader.assets.store import AssetStore

    count = sum(1 for _package in AssetStore(cache_folder() / "assets").stored())
    found = _("files of others for pages: {n} packages are kept").format(n=count)
    npm = shutil.which("npm")
    if npm is None and not count:
        return Examined("warn", found, _("Fetch them with a network: python -m grader assets"))
    return Examined("good", found)
