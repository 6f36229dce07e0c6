"""One tracker, observed from its first second to the last outage."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.assets.address import HOSTS as CDNS
from grader.assets.address import read_address
from grader.assets.course import AXE
from grader.assets.scan import addresses_in
from grader.locale import _
from grader.page import runs
from grader.page.entry import candidates
from grader.page.lab.client import PageStopped
from grader.page.runs import OutageRun, Run
from grader.world.web.site import HOSTS as SITES

if TYPE_CHECKING:
    from grader.page.flyovers.row import Flyovers
    from grader.page.stage import PageStage

ROUNDS = 3
"""How often a page is opened anew because it asked for files that were not there yet."""
_SOURCES = ("*.html", "*.htm", "*.js", "*.mjs", "*.css")
_CODE = ("script", "style", "template", "title")
_THAT_COUNT = ("script", "style", "empty")
_IDLE = re.compile(r"googletagmanager|analytics|plausible|gtag|doubleclick|hotjar|clarity")
"""Hosts of scripts that show a visitor nothing."""


@dataclass(frozen=True)
class Width:
    """What was measured at one width of the window."""

    facts: Mapping[str, Any]
    picture: Path | None
    """A PNG of what the window shows."""


class Tracker:
    """What was seen of one submission's page; each part is made once, when it is asked for.

    The parts happen in the order of `first`, `flyovers`, `design`, `outage`.
    """

    def __init__(self, stage: PageStage) -> None:
        self._stage = stage
        pages = candidates(stage.submission)
        self.entry = pages[0]
        self.others = pages[1:]
        self.files = stage.submission.files
        self._virtual = True

    @property
    def is_in_real_time(self) -> bool:
        """Whether minutes had to be waited for, since virtual time does not drive the page."""
        return not self._virtual

    @cached_property
    def first(self) -> Run:
        """The page, watched for a minute."""
        self._stage.assets.addresses(self._named_in_sources())
        run = self._watched()
        for _round in range(ROUNDS - 1):
            asked = _unavailable(run)
            if len(self._stage.assets.addresses(asked)) == len(asked):
                break
            run = self._watched()
        if self._needs_real_time(run):
            self._virtual = False
            self._stage.fresh_lab()
            run = self._watched()
        return run

    @cached_property
    def unavailable(self) -> tuple[str, ...]:
        """The addresses of scripts and styles of others that could not be had."""
        return tuple(url for url in _unavailable(self.first) if url not in self.absent)

    @cached_property
    def absent(self) -> tuple[str, ...]:
        """The addresses at which, for certain, a CDN has nothing."""
        return tuple(url for url in _unavailable(self.first) if self._stage.assets.lacks(url))

    @cached_property
    def strangers(self) -> tuple[str, ...]:
        """The scripts of hosts that are not played here, without which a page may be nothing."""
        return tuple(
            url
            for url, kind in self.first.noticed.get("unserved", ())
            if kind == "script"
            and (host := url.split("/")[2].partition(":")[0]) not in CDNS
            and host not in SITES
            and not _IDLE.search(host)
        )

    def line(self, name: str, number: int) -> str | None:
        """Return a line of a file that was handed in; None where there is none."""
        if name not in self.files:
            return None
        lines = self._stage.submission.content(name).decode("utf-8", "replace").splitlines()
        return lines[number - 1] if number <= len(lines) else None

    @cached_property
    def lost_files(self) -> tuple[str, ...]:
        """Files of the submission's own that the page asks for and that are not there."""
        own = [
            url.partition("://")[2].partition("/")[2]
            for url, _kind in self.first.noticed.get("unserved", ())
            if url.startswith(("http://localhost/", "https://localhost/"))
        ]
        return tuple(one for one in dict.fromkeys(own) if one and one != "favicon.ico")

    @cached_property
    def design(self) -> tuple[Width, Width] | None:
        """What was measured at the width of a desktop and of a telephone; None once it hung."""
        _asked = self.flyovers
        if self.first.trouble is not None:
            return None
        try:
            return self._measured()
        except PageStopped:
            return None

    def _measured(self) -> tuple[Width, Width] | None:
        self._stage.options.progress(_("measuring the design"))
        axe = self._stage.assets.package(*AXE)
        rules = None if axe is None else str(axe.folder / "axe.min.js")
        told = self._stage.lab.ask("design", axe=rules)
        if told["trouble"]:
            return None
        narrow = self._picture("telephone", mobile=True)
        wide = self._picture("desktop", mobile=False)
        facts = {**told["wide"], "axe": told["axe"], "others": told["others"]}
        return Width(facts, wide), Width(told["narrow"], narrow)

    @cached_property
    def flyovers(self) -> Flyovers:
        """What the page answers about two cities and a place that is none."""
        from grader.page.flyovers.row import ask_for_flyovers, stopped

        try:
            return ask_for_flyovers(self._stage, self)
        except PageStopped:
            return stopped()

    @cached_property
    def outage(self) -> OutageRun:
        """The page, opened again where the ISS crosses ±180°, while the services fail at times."""
        self._finish_with_the_first()
        self._stage.options.progress(_("letting the services fail"))
        if self.first.trouble is not None:
            return OutageRun(self.first, ())  # it was tried twice, in virtual and in real time
        kinds = list(runs.KINDS)
        self._stage.rng.shuffle(kinds)
        if self.flyovers.has_stopped or self.design is None:
            self._stage.fresh_lab()
        start = self._open(self._stage.circumstances.crossing)
        told = self._ask_in_time(
            runs.OUTAGES, "outage", kinds=kinds, before=runs.GOOD_BEFORE, during=runs.FAILING,
            between=runs.GOOD_BETWEEN, after=runs.GOOD_AFTER,
        )  # fmt: skip
        found = self._outage(start, told)
        if not found.recovers and found.run.trouble is None:
            # Whoever waits ever longer between two tries is patient, not dead.
            self._ask_in_time(runs.PATIENCE, "wait", seconds=runs.PATIENCE)
            found = self._outage(start, told)
        return found

    @cached_property
    def written_texts(self) -> tuple[str, ...]:
        """The texts that stand in the page's file, before any script ran."""
        reader = _Texts()
        reader.feed(self._stage.submission.content(self.entry).decode("utf-8", "replace"))
        return tuple(reader.found)

    def _finish_with_the_first(self) -> None:
        """Do everything that needs the page as it was first opened."""
        _made = self.flyovers, self.design

    def _outage(self, start: float, told: Mapping[str, Any]) -> OutageRun:
        noticed = self._stage.lab.ask("noticed") if not told["trouble"] else {}
        run = runs.run_from(start, self._stage.orbit, told, noticed)
        return OutageRun(run, runs.phases_from(told["phases"]))

    def _watched(self) -> Run:
        self._stage.options.progress(_("watching the page for a minute of its time"))
        start = self._open(self._stage.circumstances.start)
        told = self._ask_in_time(runs.WATCHED, "watch", seconds=runs.WATCHED, every=1.0)
        noticed = self._stage.lab.ask("noticed") if not told["trouble"] else {}
        return runs.run_from(start, self._stage.orbit, told, noticed)

    def _ask_in_time(self, passing: float, operation: str, **arguments: Any) -> Any:
        """Let so many seconds of page time pass in the lab, be they real."""
        patience = 0.0 if self._virtual else passing
        return self._stage.lab.ask(operation, patience=patience, **arguments)

    def _open(self, start: float) -> float:
        """Open the page and return when it was opened; in real time that is now."""
        stage = self._stage
        city = stage.circumstances.cities[0]
        return float(stage.lab.ask(
            "open", root=str(stage.submission.root), entry=self.entry, start=start,
            zone=stage.circumstances.zone, place=[city.latitude, city.longitude],
            virtual=self._virtual,
        ))  # fmt: skip

    def _named_in_sources(self) -> Sequence[str]:
        submission = self._stage.submission
        texts = (
            submission.content(name).decode("utf-8", "replace")
            for name in submission.matching(*_SOURCES)
        )
        return tuple(addresses_in(texts))

    def _needs_real_time(self, run: Run) -> bool:
        """Whether the page waits for a worker's timers, or busily for the clock."""
        if run.trouble is not None:
            return not run.trouble.has_left
        return bool(run.noticed.get("workers")) and len(run.asked.moments) < 2

    def _picture(self, name: str, *, mobile: bool) -> Path:
        file = self._stage.cell.path / f"{name}.png"
        self._stage.lab.ask("picture", file=str(file), mobile=mobile)
        return file


def _unavailable(run: Run) -> tuple[str, ...]:
    return tuple(
        url
        for url, kind in run.noticed.get("unserved", ())
        if url.split("/")[2] in CDNS
        and kind in _THAT_COUNT
        and (kind != "empty" or read_address(url) is not None)
    )


class _Texts(HTMLParser):
    """Collects the text of an HTML file that is not code."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._code = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Notice where code begins."""
        self._code += tag in _CODE

    def handle_endtag(self, tag: str) -> None:
        """Notice where it ends."""
        self._code = max(0, self._code - (tag in _CODE))

    def handle_data(self, data: str) -> None:
        """Keep what is text."""
        if not self._code and data.strip():
            self.found.append(data.strip())
