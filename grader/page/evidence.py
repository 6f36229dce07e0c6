"""What the report shows beside the verdict: pictures, positions, requests, errors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from grader.locale import _
from grader.page.lab.screens import DESKTOP, TELEPHONE
from grader.page.runs import Run
from grader.page.tracker import Tracker
from grader.report.evidence import Evidence, Picture, Table
from grader.world.sphere import Place

if TYPE_CHECKING:
    from grader.page.stage import PageStage

ROWS = 80
_SHORT = 120
_TAILWIND = "cdn.tailwindcss.com"


def advise(stage: PageStage, tracker: Tracker) -> None:
    """Say what was noticed and costs no points."""
    if tracker.others:
        stage.advise(
            _("There are several pages: {file} was graded.").format(file=tracker.entry),
            found=", ".join((tracker.entry, *tracker.others)),
            hint=_("Call the page that is meant index.html."),
        )
    for file in tracker.lost_files[:5]:
        stage.advise(
            _("The page asks for a file that is not there: {file}").format(file=file),
            hint=_("Names are case-sensitive on the web; add the file, or correct the name."),
        )
    for url in tracker.unavailable[:5]:
        stage.advise(
            _("A file that the page loads could not be had: {url}").format(url=url),
            hint=_("Check again with a network; then it is kept: python -m grader assets"),
        )
    if any(_TAILWIND in one.url for one in tracker.first.requests):
        stage.advise(
            _(
                "Tailwind 4 stood in for {host}: what version 3 alone has looks different here."
            ).format(host=_TAILWIND),
            hint=_("Look at the report's pictures; python -m grader check 8 --out report.html"),
        )
    if tracker.is_in_real_time:
        stage.advise(
            _("This page was watched in real time: it keeps a worker's clock, or waits busily.")
        )
    if not any(name.lower().endswith((".png", ".jpg", ".jpeg")) for name in tracker.files):
        stage.advise(
            _("There is no screenshot in the folder."),
            hint=_("The brief asks for one that shows the tracker at work; it costs no points."),
        )


def evidence(tracker: Tracker) -> Iterator[Evidence]:
    """Yield what was seen of a page."""
    design = tracker.design
    for found, caption, size in zip(
        design or (),
        (_("at 1280 pixels, after a minute"), _("at 375 pixels")),
        (DESKTOP, TELEPHONE),
        strict=False,
    ):
        if found.picture is not None and found.picture.is_file():
            yield Picture(caption, found.picture.read_bytes(), *size)
    yield _positions(tracker.first)
    yield _requests(tracker.first)
    yield _failures(tracker)
    if errors := _errors(tracker.first):
        yield Table(_("Errors in the page"), (_("second"), _("error"), _("where")), errors)


def _positions(run: Run) -> Table:
    rows = tuple(
        (
            f"{seen.at:.1f}",
            _written(seen.expected),
            _written(seen.shown),
            "✓" if seen.is_right else "✗",
        )
        for seen in run.tracking.seen[:ROWS]
    )
    columns = (_("second"), _("served last"), _("shown on the map"), _("right"))
    return Table(_("Positions, served and shown"), columns, rows)


def _requests(run: Run) -> Table:
    # Pictures come when they come; everything else follows the page's own clock.
    asked = [one for one in run.requests if one.kind != "Image"][:ROWS]
    rows = tuple((f"{one.at:.2f}", one.kind, one.url[:_SHORT]) for one in asked)
    return Table(_("What the page asked for"), (_("second"), _("kind"), _("address")), rows)


def _failures(tracker: Tracker) -> Table:
    asked = tracker.outage.run.asked
    rows = tuple(
        (
            f"{phase.start:.0f}–{phase.end:.0f}",
            phase.kind or _("the API works"),
            str(len(asked.within(phase.start, phase.end).moments)),
        )
        for phase in tracker.outage.phases
    )
    columns = (_("seconds"), _("what the API does"), _("requests for a position"))
    return Table(_("While the API failed at times"), columns, rows)


def _errors(run: Run) -> tuple[tuple[str, str, str], ...]:
    start = run.start * 1000
    return tuple(
        (
            f"{(float(moment) - start) / 1000:.1f}",
            str(message).splitlines()[0][:_SHORT] if message else str(kind),
            f"{source}:{line}"[:_SHORT] if source else "",
        )
        for kind, message, source, line, moment in run.noticed.get("errors", ())[:ROWS]
    )


def _written(place: Place | None) -> str:
    return "–" if place is None else f"{place[0]:.3f}, {place[1]:.3f}"
