"""Shows how a batch goes on: a live table for a person, a plain log for a file."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field
from typing import IO

from grader.classroom.gradebook.book import Replaced
from grader.classroom.pool import Done
from grader.locale import _

LOG_EVERY = 10.0
"""Seconds between two lines of the log while nothing fails."""
SHOWN_FAILURES = 6


@dataclass
class Tally:
    """What is known of a batch while it runs."""

    jobs: int = 0
    cached: int = 0
    done: int = 0
    failures: list[str] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)

    @property
    def rate(self) -> float:
        """Jobs per second so far."""
        return self.done / max(time.monotonic() - self.started, 1e-6)

    @property
    def left(self) -> str:
        """How long the rest will take, in words; "" while nothing is known."""
        if not self.done:
            return ""
        return in_words((self.jobs - self.done) / self.rate)

    def line(self) -> str:
        """Return where the batch stands, in one line."""
        words = _("{done} of {jobs} graded, {rate:.2f} a second").format(
            done=self.done, jobs=self.jobs, rate=self.rate
        )
        if self.left and self.done < self.jobs:
            words += ", " + _("{left} left").format(left=self.left)
        if self.failures:
            words += ", " + _("{n} could not be graded").format(n=len(self.failures))
        return words


def in_words(seconds: float) -> str:
    """Return a duration as people say it: "40 s", "12 min", "2 h 05 min"."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60:02} min"


class Log:
    """Lines for whoever reads them later: the beginning, the end, failures, now and then a sum."""

    def __init__(self, stream: IO[str] | None = None) -> None:
        """``stream`` is standard error where none is given."""
        self._stream = sys.stderr if stream is None else stream
        self._tally = Tally()
        self._told = 0.0

    def taking(self, number: int, all: int) -> None:
        """Say nothing: hand-ins are read in a moment."""

    def begun(self, jobs: int, cached: int) -> None:
        """Say what there is to do."""
        self._tally = Tally(jobs, cached)
        self._told = time.monotonic()
        self._say(
            _("{jobs} to grade; {cached} were graded before").format(jobs=jobs, cached=cached)
        )

    def ended(self, done: Done, replaced: Replaced) -> None:
        """Count a job; say what failed."""
        del replaced
        self._tally.done += 1
        why = failure_of(done)
        if why:
            self._tally.failures.append(why)
            self._say(f"{done.job.slug} {done.job.submission[7:15]}: {why}")

    def tick(self) -> None:
        """Say where it stands, now and then."""
        if time.monotonic() - self._told > LOG_EVERY:
            self._told = time.monotonic()
            self._say(self._tally.line())

    def finish(self) -> None:
        """Say how it ended."""
        if self._tally.jobs:
            self._say(self._tally.line())

    def _say(self, text: str) -> None:
        self._stream.write(text + "\n")
        self._stream.flush()


class LiveTable(Log):
    """The same, drawn in place."""

    def __init__(self) -> None:
        super().__init__()
        from rich.console import Console
        from rich.live import Live

        self._live = Live(console=Console(stderr=True), refresh_per_second=4, transient=True)
        self._live.start()

    def taking(self, number: int, all: int) -> None:
        """Show how many hand-ins were read."""
        self._live.update(_("reading hand-ins: {n} of {all}").format(n=number, all=all))

    def begun(self, jobs: int, cached: int) -> None:
        """Show what there is to do."""
        self._tally = Tally(jobs, cached)
        self._draw()

    def ended(self, done: Done, replaced: Replaced) -> None:
        """Count a job."""
        super().ended(done, replaced)
        self._draw()

    def tick(self) -> None:
        """Draw the time that has passed."""
        self._draw()

    def finish(self) -> None:
        """Leave one line where the table was."""
        self._live.stop()
        super().finish()

    def _say(self, text: str) -> None:
        if not self._live.is_started:
            super()._say(text)

    def _draw(self) -> None:
        from rich.table import Table

        tally = self._tally
        table = Table.grid(padding=(0, 2))
        table.add_row(_("graded"), f"{tally.done} / {tally.jobs}", bar(tally.done, tally.jobs))
        table.add_row(_("from before"), str(tally.cached))
        table.add_row(_("a second"), f"{tally.rate:.2f}")
        table.add_row(_("left"), tally.left)
        table.add_row(_("not graded"), str(len(tally.failures)))
        for why in tally.failures[-SHOWN_FAILURES:]:
            table.add_row("", "", why[:70])
        self._live.update(table)


def bar(done: int, all: int, width: int = 30) -> str:
    """Return a bar of characters that every console has."""
    filled = width * done // max(all, 1)
    return "#" * filled + "." * (width - filled)


def failure_of(done: Done) -> str:
    """Return why a job has no grade through a fault of ours; "" when it has one."""
    report = done.outcome.report
    if report is None:
        return done.outcome.failure
    if report["status"] != "error":
        return ""
    findings = [
        *report["errors"],
        *(f for c in report["criteria"] if c["status"] == "error" for f in c["findings"]),
    ]
    first = findings[0] if findings else {"message": report["status"], "found": None}
    return " ".join(str(part) for part in (first["message"], first["found"]) if part)
