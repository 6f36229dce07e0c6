"""The bench of one page: a browser, a web to look at, and time that the grader lets pass.

It runs in a process of its own, and says what it saw as plain data.
"""

from __future__ import annotations

import contextlib
import json
import math
import re
import secrets
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from grader.assets.store import AssetStore
from grader.page.lab import probes
from grader.page.lab.browser import Browser
from grader.page.lab.passing_time import PageTime, RealTime, VirtualTime
from grader.page.lab.screens import DESKTOP, TELEPHONE
from grader.page.lab.session import Hung, Left, Reloaded, Session, pin_of
from grader.world.failures import Failure
from grader.world.orbit import Orbit
from grader.world.tiles import Outline
from grader.world.web.site import Site
from grader.world.web.web import Web

UNSEEN = 0.1
"""Scale at which is painted what nobody looks at: without a graphics card, paint is dear."""
FRAME_MS = 50
"""Milliseconds between two frames in virtual time: enough for any tracker."""
SLOW_SECONDS = 90.0
"""Wall seconds in which one operation in virtual time must be over; most take three."""
FIRST = 0.5
"""Seconds before the first look; looks between whole seconds never meet a timer."""
TEXTS = 600
"""Texts that are read at one look."""
_PROBES = ("guard", "maps", "texts", "controls")
_TOLD = ("errors", "console", "dialogs", "workers")
_ADDRESS = "http://localhost/"
_SETTLED = 1.5
"""Seconds of page time after which what another size needs has been loaded."""


class Moment:
    """The world's moment, which follows the page's."""

    def __init__(self, now: float) -> None:
        self.now = now


class Lab:
    """A browser and its web; one page at a time."""

    def __init__(
        self, browser: Browser, cache: Path, folder: Path, *, phase: float, sandboxed: bool
    ) -> None:
        """Open the web's port and start the browser. Raises DriverFailed, OSError."""
        self._moment = Moment(0.0)
        self._key = f"_{secrets.token_hex(6)}"
        store = AssetStore(cache / "assets")
        self._web = Web(self._moment, cache, Orbit(phase), store, outline(store))
        pin = pin_of(self._web.certificate.chain_file.read_bytes())
        self._session = Session(browser, self._web.port, pin, folder, sandboxed=sandboxed)
        self._time: PageTime = RealTime(self._session)
        self._start = 0.0
        self._deadline = math.inf
        self._requests: list[dict[str, Any]] = []
        self._complaints: list[str] = []
        self._is_fresh = True

    @property
    def browser(self) -> str:
        """The browser's name and version."""
        return self._session.name

    def open(
        self, root: Path, entry: str, *, start: float, zone: str, place: tuple[float, float],
        virtual: bool,
    ) -> float:  # fmt: skip
        """Open a page afresh, at ``start`` epoch seconds in a time zone, standing at ``place``.

        Returns when it was opened, in epoch seconds of its own time.
        """
        if not self._is_fresh:
            self._session.new_tab()
        self._is_fresh = False
        self._network()
        self._complained()
        self._requests.clear()
        self._complaints.clear()
        self._web.show(Site(root, entry))
        self._time = VirtualTime(self._session, start) if virtual else RealTime(self._session)
        self._start = self._time.now
        self._moment.now = self._time.now
        cdp = self._session.cdp
        arguments = {"guard": (FRAME_MS if virtual else None,)}
        cdp(
            "Page.addScriptToEvaluateOnNewDocument",
            source="\n".join(
                probes.called(one, self._key, *arguments.get(one, ())) for one in _PROBES
            ),
        )
        self._resize(*DESKTOP, mobile=False)
        cdp("Emulation.setTimezoneOverride", timezoneId=zone)
        cdp("Emulation.setFocusEmulationEnabled", enabled=True)
        cdp(
            "Emulation.setGeolocationOverride",
            latitude=place[0], longitude=place[1], accuracy=10,
        )  # fmt: skip
        with contextlib.suppress(Exception):  # an older browser asks, and is answered "denied"
            cdp("Browser.grantPermissions", origin=_ADDRESS, permissions=["geolocation"])
        cdp("Browser.setDownloadBehavior", behavior="deny")
        self._time.begin()
        self._session.open(_ADDRESS)
        return self._start

    def watch(self, seconds: int, *, every: float) -> dict[str, Any]:
        """Look at the page every so many seconds; return the looks, and where it hung if so."""
        looks: list[Any] = []
        with self._until_it_hangs() as trouble:
            if self._time.now - self._start < FIRST:
                self._pass(FIRST)
            for _ in range(round(seconds / every)):
                looks.append(self._look())
                self._pass(every)
            looks.append(self._look())
        return {"looks": [one for one in looks if one], "trouble": trouble}

    def outage(
        self, kinds: list[str], *, before: int, during: int, between: int, after: int
    ) -> dict[str, Any]:
        """Let the services fail in several ways, one after the other, and work in between."""
        looks: list[Any] = []
        phases: list[dict[str, Any]] = []

        def phase(kind: str | None, seconds: int) -> None:
            begin = self._time.now - self._start
            for _ in range(max(1, round(seconds / 5))):
                self._pass(5.0)
            looks.append(self._look())
            lines = self._read("lab.readLines()")
            phases.append(
                {"kind": kind, "from": begin, "to": self._time.now - self._start, "lines": lines}
            )

        with self._until_it_hangs() as trouble:
            self._pass(FIRST)
            phase(None, before)
            for number, kind in enumerate(kinds):
                with self._web.failing(Failure(kind)):
                    phase(kind, during)
                phase(None, after if number == len(kinds) - 1 else between)
        return {
            "looks": [one for one in looks if one], "phases": phases, "trouble": trouble
        }  # fmt: skip

    def wait(self, seconds: float) -> dict[str, Any]:
        """Let time pass."""
        with self._until_it_hangs() as trouble:
            self._pass(seconds)
        return {"trouble": trouble, "now": self._time.now}

    def lines(self) -> list[str]:
        """Return the visible text, a line each."""
        return list(self._read("lab.readLines()") or ())

    def controls(self) -> list[dict[str, Any]]:
        """Return what can be typed into or pressed."""
        return list(self._read("lab.readControls()") or ())

    def type(self, control: int, text: str) -> None:
        """Type a text into a field and press Enter."""
        self._run(f"lab.type({int(control)})")
        self._session.cdp("Input.insertText", text=text)
        for kind in ("keyDown", "keyUp"):
            extra = {"text": "\r"} if kind == "keyDown" else {}
            self._session.cdp(
                "Input.dispatchKeyEvent", type=kind, key="Enter", code="Enter",
                windowsVirtualKeyCode=13, **extra,
            )  # fmt: skip

    def choose(self, control: int, option: int) -> None:
        """Choose an option of a list."""
        self._run(f"lab.choose({int(control)}, {int(option)})")

    def press(self, control: int) -> None:
        """Press a button."""
        self._run(f"lab.press({int(control)})")

    def design(self, axe: str | None) -> dict[str, Any]:
        """Measure both widths, take a picture of each, and run the accessibility rules."""
        found: dict[str, Any] = {}
        with self._until_it_hangs() as trouble:
            found["wide"] = json.loads(self._session.read(self._design()))
            found["axe"] = self._axe(axe) if axe else None
            found["others"] = self._read("lab.readOthers()")
            self._change_size(*TELEPHONE, mobile=True)
            found["narrow"] = json.loads(self._session.read(self._design()))
        found["trouble"] = trouble
        return found

    def picture(self, file: Path, *, mobile: bool) -> None:
        """Write what the window of a desktop or a telephone shows to a PNG file."""
        self._change_size(*(TELEPHONE if mobile else DESKTOP), mobile=mobile, scale=1.0)
        self._session.read("scrollTo(0, 0)")
        self._show_frame()
        file.write_bytes(self._session.picture())

    def dialogs(self) -> list[list[str]]:
        """Return the boxes that the page put up: kind and text."""
        return list(self._read("lab.dialogs") or ())

    def noticed(self) -> dict[str, Any]:
        """Return what the page did beside what it shows: requests, errors, dialogs."""
        told = self._read("{" + ", ".join(f"{one}: lab.{one}" for one in _TOLD) + "}")
        return {
            "requests": self._network(),
            "uncaught": self._complained(),
            "asked": [[one.moment, one.host, one.path, one.query] for one in self._web.answered()],
            "unserved": [[one.url, one.kind] for one in self._web.unserved],
            **(told or {}),
        }

    def stop(self) -> None:
        """End the browser and close the port."""
        self._session.stop()
        self._web.stop()

    def _pass(self, seconds: float) -> None:
        if isinstance(self._time, VirtualTime) and time.monotonic() > self._deadline:
            raise Hung(f"a minute took longer than {SLOW_SECONDS:g} s")
        self._time.advance(seconds)
        self._moment.now = self._time.now

    def _look(self) -> Any:
        text = self._session.read("return " + probes.called("sample", self._key, TEXTS))
        return {"at": self._time.now - self._start, **json.loads(text)} if text else None

    def _read(self, expression: str) -> Any:
        text = self._session.read(
            f"{self._named()}; return lab ? lab.stringify({expression}) : null"
        )
        return json.loads(text) if text else None

    def _run(self, expression: str) -> None:
        with contextlib.suppress(Reloaded):  # it was done, and the page went on from there
            self._session.script(f"{self._named()}; if (lab) {expression}")

    def _named(self) -> str:
        return f"const lab = window[{json.dumps(self._key)}]"

    def _design(self) -> str:
        return "return " + probes.called("design", self._key)

    def _axe(self, source: str) -> Any:
        self._session.read(
            source + ";window.__axe = null; axe.run(document, {resultTypes: ['violations'],"
            " runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']}).then("
            "found => { window.__axe = JSON.stringify(found.violations.map(one => [one.id,"
            " one.impact, one.help, one.nodes.slice(0, 3).map(node => node.target.join(' '))])) },"
            " error => { window.__axe = 'null' })"
        )
        for _ in range(40):
            self._pass(0.1)
            text = self._session.read("return window.__axe")
            if text:
                return json.loads(text)
        return None

    def _resize(self, width: int, height: int, *, mobile: bool, scale: float = UNSEEN) -> None:
        """Lay the page out for a window, and paint it ``scale`` times as large."""
        self._session.cdp(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=mobile,
            viewport={"x": 0, "y": 0, "width": width, "height": height, "scale": scale},
        )  # fmt: skip

    def _change_size(self, width: int, height: int, *, mobile: bool, scale: float = UNSEEN) -> None:
        """Give the window another size, and the page the time to fit itself into it."""
        self._resize(width, height, mobile=mobile, scale=scale)
        self._show_frame()  # with which the page is told of its size
        self._pass(_SETTLED)

    def _show_frame(self) -> None:
        """Wait until a frame was shown, on the wall: virtual time has none."""
        with contextlib.suppress(Reloaded):
            self._session.finish(
                f"{self._named()};"
                " return lab && new Promise(done => lab.frame(() => lab.frame(done)))"
            )

    def _complained(self) -> list[str]:
        self._complaints += self._session.complaints()[: 100 - len(self._complaints)]
        return list(self._complaints)

    def _network(self) -> list[dict[str, Any]]:
        for told in self._session.requests():
            url = str(told["request"]["url"])
            if re.match(r"https?://", url) and len(self._requests) < 5000:
                # The page itself is asked for before its time begins.
                moment = max(0.0, told["wallTime"] - self._start)
                self._requests.append({"at": moment, "url": url[:500], "kind": told.get("type")})
        return list(self._requests)

    @contextlib.contextmanager
    def _until_it_hangs(self) -> Iterator[dict[str, Any]]:
        trouble: dict[str, Any] = {}
        self._deadline = time.monotonic() + SLOW_SECONDS
        try:
            yield trouble
        except Hung as error:
            trouble["hung"] = str(error)
            trouble["left"] = isinstance(error, Left)
            trouble["at"] = round(self._time.now - self._start, 1)
        finally:
            self._deadline = math.inf


def outline(store: AssetStore) -> Outline:
    """Return the outline of the land, where it was fetched."""
    from grader.assets.course import OUTLINE

    package = store.package(*OUTLINE)
    return Outline() if package is None else Outline.read(package.read("land-110m.json"))
