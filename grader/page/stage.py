"""The stage of a challenge that hands in a page: a browser, and the web that it looks at."""

from __future__ import annotations

import importlib
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING

from grader.assets.fetch import Fetcher
from grader.assets.store import AssetStore
from grader.locale import _
from grader.page.lab.browser import Browser, NoBrowser, find_browser
from grader.page.lab.client import LabChild, WrongTime
from grader.page.moment import Circumstances, drawn
from grader.places import cache_folder
from grader.rubric import CannotGrade
from grader.sandbox.channel import ChildFailed
from grader.stage import Stage
from grader.world.orbit import Orbit

if TYPE_CHECKING:
    from grader.page.flyovers.truth import Truth
    from grader.page.tracker import Tracker


class PageStage(Stage):
    """A submission with a page, and everything that its checks may ask for by name."""

    def graded_on(self) -> dict[str, str]:
        """Return the browser, and how it was confined."""
        found = {"browser": self._lab.browser, "selenium": f"Selenium {version('selenium')}"}
        return found | ({"sandbox": "bubblewrap"} if self._lab.is_confined else {})

    @cached_property
    def circumstances(self) -> Circumstances:
        """When the page is opened, where it stands, and which cities are asked for."""
        return drawn(self.seed)

    @cached_property
    def passes(self) -> Truth:
        """The passes over the cities."""
        from grader.page.flyovers.truth import Truth

        return Truth()

    @cached_property
    def orbit(self) -> Orbit:
        """The way of the ISS, as it is served."""
        return Orbit(phase=self.seed % 1000 / 159)

    @cached_property
    def assets(self) -> Fetcher:
        """What fetches the files of others."""
        store = AssetStore(cache_folder() / "assets")
        sources = () if self.options.walled else None  # behind walls there is no network
        return Fetcher(store, sources=sources, progress=self.options.progress)

    @property
    def lacked(self) -> tuple[str, ...]:
        """Packages and addresses that could not be had."""
        return tuple(self.assets.refused)

    @property
    def lab(self) -> LabChild:
        """The browser's bench."""
        return self._lab

    @cached_property
    def tracker(self) -> Tracker:
        """The submission's page, as a tracker."""
        from grader.page.tracker import Tracker

        return Tracker(self)

    def finish(self) -> None:
        """Keep what was seen, for who wants to look."""
        from grader.page.evidence import advise, evidence

        if "tracker" in vars(self):
            advise(self, self.tracker)
            self.evidence.extend(evidence(self.tracker))

    def fresh_lab(self) -> LabChild:
        """Return a new bench, in the place of one whose page stopped answering."""
        self._lab.stop()
        self._lab = self._started(f"lab{self._labs}")
        return self._lab

    _lab: LabChild
    _labs = 0

    def _start(self) -> None:
        from grader.sandbox.parentage import become_reaper

        become_reaper()
        self._fetch_own()
        self._lab = self._started("lab")
        self._ending.callback(lambda: self._lab.stop())
        self._prepare()
        self._prove_time()

    def _prepare(self) -> None:
        """Do what judging takes, while the browser starts."""
        for name in ("evidence", "flyovers.row", "live_data", "trails", "updates"):
            importlib.import_module(f"grader.page.{name}")
        for city in self.circumstances.cities:
            self.passes.ahead(city, self.circumstances.start)

    def _fetch_own(self) -> None:
        """Get what the lab itself needs; without it, tiles show the sea, and rules are not run."""
        from grader.assets.course import AXE, OUTLINE

        for name, wanted in (AXE, OUTLINE):
            self.assets.package(name, wanted)

    def _started(self, name: str) -> LabChild:
        self._labs += 1
        self.options.progress(_("starting the browser"))
        return LabChild.start(
            self.cell, self._browser, cache_folder(), phase=self.orbit.phase, name=name
        )

    @cached_property
    def _browser(self) -> Browser:
        try:
            return find_browser(self.options.browser)
        except NoBrowser as error:
            raise CannotGrade(str(error), hint=error.hint) from error

    def _prove_time(self) -> None:
        """Open a page of ours: a browser in which time does not pass as told is our failure."""
        try:
            self._lab.await_boot()
            self._lab.prove_time(self.circumstances.start)
        except ChildFailed as error:
            raise CannotGrade(
                _("The browser could not be started, or its driver does not fit."),
                found=str(error)[:300],
                hint=_("See: python -m grader doctor; or name another browser with --browser."),
            ) from error
        except WrongTime as error:
            raise CannotGrade(
                _("Time does not pass in this browser as it is told to."),
                found=f"{self._lab.browser}: {error}"[:300],
                hint=_("Name another Chromium, Chrome or Edge with --browser PATH."),
            ) from error
