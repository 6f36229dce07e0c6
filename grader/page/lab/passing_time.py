"""Time in the page: minutes pass in a second, by the browser's own virtual time."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Protocol

from grader.page.lab.session import Hung, Left, Session

STARVATION = 1000
"""Tasks in a row after which virtual time goes on although the page never rests."""
STEP_SECONDS = 6.0
"""Wall seconds that one step may take."""
_SOON = 1.0
"""Wall seconds after which a step that is not over is looked at."""
_WHEN_AND_WHERE = "return [Date.now(), location.hostname, location.href]"
_OWN = ("localhost", "")
_AWAY = "the page went away to"


class PageTime(Protocol):
    """The page's time, as the lab moves it."""

    @property
    def now(self) -> float:
        """Epoch seconds."""
        ...

    def begin(self) -> None:
        """Set the clock for the page that is opened next."""
        ...

    def advance(self, seconds: float) -> None:
        """Let time pass. Raises Hung, DriverFailed."""
        ...


class VirtualTime:
    """Time that stands still but for steps, and jumps from timer to timer in them."""

    def __init__(self, session: Session, start: float) -> None:
        """Begin at ``start`` epoch seconds."""
        self._session = session
        self._start = start
        self._passed = 0.0

    @property
    def now(self) -> float:
        """The moment that the last step reached."""
        return self._start + self._passed

    def begin(self) -> None:
        """Hold the clock at the start."""
        self._session.cdp(
            "Emulation.setVirtualTimePolicy", policy="pause", initialVirtualTime=self._start
        )

    def advance(self, seconds: float) -> None:
        """Let exactly so much time pass; while an answer is on its way, the clock waits for it."""
        self._passed += seconds
        aim = self.now * 1000
        rest = seconds * 1000
        deadline = time.monotonic() + STEP_SECONDS
        while rest > 1:
            if time.monotonic() > deadline:
                raise Hung(f"{seconds:g} s did not pass")
            # Looking at the clock again and again would now and then stop it for good.
            self._session.pass_time(rest, starvation=STARVATION, seconds=_SOON)
            rest = aim - _require_own(self._session)


def _require_own(session: Session) -> float:
    """Return the page's time in milliseconds. Raises Left where it is another page."""
    now, host, address = session.read(_WHEN_AND_WHERE)
    if host not in _OWN:
        raise Left(f"{_AWAY} {address}"[:200])
    return float(now)


@dataclass
class RealTime:
    """Time as on the wall, for pages that virtual time cannot drive."""

    session: Session

    @property
    def now(self) -> float:
        """The moment."""
        return time.time()

    def begin(self) -> None:
        """Do nothing: the clock runs."""

    def advance(self, seconds: float) -> None:
        """Wait. Raises Left."""
        time.sleep(seconds)
        _require_own(self.session)
