"""What the report shows beside the verdict: pictures, positions, requests, errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.locale import _
from grader.page.tracker import Tracker

if TYPE_CHECKING:
    from grader.page.stage import PageStage


def evidence(stage: PageStage, tracker: Tracker) -> None:
    """Advise on what was noticed and costs no points."""
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
    for one in tracker.unavailable[:5]:
        stage.advise(
            _("A file that the page loads could not be had: {url}").format(url=one.url),
            hint=_("Check again with a network; then it is kept: python -m grader assets"),
        )
    if tracker.is_in_real_time:
        stage.advise(
            _("This page was watched in real time: it keeps a worker's clock, or waits busily.")
        )
