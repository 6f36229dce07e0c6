"""``serve [N]``: look at my own page on localhost."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from grader.commands.cloud import failed, say
from grader.commands.usage import chosen_folder, wrong
from grader.course import find
from grader.exits import FULL_MARKS
from grader.locale import _
from grader.places import cache_folder

if TYPE_CHECKING:
    from grader.assets.store import AssetStore
    from grader.world.web.site import Site


def run(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl-C."""
    from grader.page.serving import site_in

    if arguments.folder is None and not find(arguments.challenge).opens_page:
        return wrong(
            _("Challenge {number} has no page; this one has: {command}").format(
                number=arguments.challenge, command="python -m grader serve 8"
            )
        )
    folder = chosen_folder(arguments)
    page = site_in(folder)
    if page is None:
        return failed(_("There is no HTML file in {path}.").format(path=folder))
    return _in_the_sky(page, arguments.browser) if arguments.sky else _plain(page, arguments.port)


def _plain(page: Site, port: int) -> int:
    from grader.page.serving import PageServer

    try:
        server = PageServer(page, port)
    except OSError as error:
        return failed(
            _("Port {port} cannot be used: {reason}").format(port=port, reason=error.strerror)
            + "\n"
            + _("Take another: {command}").format(
                command=f"python -m grader serve --port {port + 1}"
            )
        )
    say(
        _("{file} is at {url}, and loaded again on every save. Ctrl-C ends it.").format(
            file=page.entry, url=f"http://localhost:{server.port}"
        )
    )
    try:
        threading.Event().wait()
    finally:
        server.stop()
    return FULL_MARKS


class _WallClock:
    @property
    def now(self) -> float:
        """Epoch seconds."""
        return time.time()


def _fetch(store: AssetStore, page: Site) -> None:
    """Get what the page's own files name, and the outline of the land."""
    from grader.assets.course import OUTLINE
    from grader.assets.fetch import Fetcher
    from grader.assets.scan import addresses_in
    from grader.progress import Progress

    files = [one for one in page.root.rglob("*") if one.suffix in (".html", ".js", ".css")]
    with Progress() as progress:
        fetcher = Fetcher(store, progress=progress)
        fetcher.package(*OUTLINE)
        texts = (one.read_text(encoding="utf-8", errors="replace") for one in files)
        for url in fetcher.addresses(addresses_in(texts)):
            say(_("It could not be had, and will be missing: {url}").format(url=url))


def _has_no_screen() -> bool:
    """Whether no window can be opened: over ssh, in a container."""
    return sys.platform == "linux" and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def _in_the_sky(page: Site, named: str | None) -> int:
    """Open the page in a window that sees the simulated world, until it is closed."""
    import subprocess

    from grader.assets.store import AssetStore
    from grader.page.lab.bench import outline
    from grader.page.lab.browser import NoBrowser, find_browser
    from grader.page.lab.session import pin_of
    from grader.world.orbit import Orbit
    from grader.world.web.web import Web

    try:
        browser = find_browser(named)
    except NoBrowser as error:
        return failed(f"{error}\n{error.hint}")
    if _has_no_screen():
        return failed(
            _("There is no screen for a window here.")
            + "\n"
            + _("This serves the page without one: {command}").format(
                command="python -m grader serve 8"
            )
        )
    store = AssetStore(cache_folder() / "assets")
    _fetch(store, page)
    web = Web(_WallClock(), cache_folder(), Orbit(), store, outline(store))
    web.show(page)
    pin = pin_of(web.certificate.chain_file.read_bytes())
    say(_("The window sees the simulated world: closing it, or Ctrl-C, ends it."))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        window = subprocess.Popen(
            (
                str(browser.program),
                f"--user-data-dir={profile}",
                f"--host-resolver-rules=MAP * 127.0.0.1:{web.port}",
                f"--ignore-certificate-errors-spki-list={pin}",
                "--no-first-run",
                "--no-default-browser-check",
                "--new-window",
                "http://localhost/",
            ),
            cwd=Path(profile),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            window.wait()
        finally:
            with contextlib.suppress(OSError):
                window.terminate()
            window.wait()
            web.stop()
    return FULL_MARKS
