"""Reports as HTML pages that need nothing else: no script, no font, no other file."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from grader.locale import _, ngettext, spoken
from grader.report import text as words
from grader.report.differences import compared
from grader.report.evidence import Picture
from grader.report.model import Report
from grader.report.summary import reasons

if TYPE_CHECKING:
    from markupsafe import Markup

SYMBOLS = {"passed": "✓", "partial": "◐", "failed": "✗", "not_run": "–"}
UNDECIDED = "?"
SHORT = 40
"""Lines that a function printed up to which they are shown unfolded."""


@dataclass(frozen=True)
class Segment:
    """One criterion's part of the bar: where it begins, its width and what of it was earned."""

    start: int
    width: int
    earned: int
    status: str


def render(report: Report, *, repetition: str | None = None, index: str | None = None) -> str:
    """Return the page of one report; everything that a student wrote is escaped.

    ``repetition`` is the command that gives the same report, where it is not the plain one;
    ``index`` the address of the page of all challenges, where there is one.
    """
    return page(
        "report.html",
        report=report,
        segments=tuple(segments((report,))),
        repetition=repetition or words.repetition(report),
        graded_on=words.graded_on(report),
        unfolded=words.points_were_lost(report),
        index=index,
    )


def render_index(reports: tuple[Report, ...], seconds: float) -> str:
    """Return the page that leads to the pages of all reports, `<slug>.html` beside it."""
    graded = [report for report in reports if report.score is not None]
    return page(
        "reports.html",
        reports=reports,
        segments=tuple(segments(reports)),
        seconds=seconds,
        score=sum(report.score or 0 for report in graded),
        most=sum(report.max_score for report in reports),
        full=sum(report.score == report.max_score for report in graded),
        graded_on=words.graded_on(*reports),
    )


def segments(reports: Iterable[Report]) -> Iterator[Segment]:
    """Yield the bar's parts from left to right, in points."""
    start = 0
    for report in reports:
        for criterion in report.criteria:
            earned = 0 if criterion.status in words.OPEN else criterion.points
            yield Segment(start, criterion.max_points, earned, criterion.status)
            start += criterion.max_points


def page(template: str, /, **facts: object) -> str:
    """Return the page of a template; everything in ``facts`` is escaped."""
    from markupsafe import Markup

    made = environment()
    style = _style(made)
    return str(
        made.get_template(template).render(
            language=spoken(),
            style=Markup(style),  # noqa: S704 (our own file, and nothing of a student's)
            style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
            short=SHORT,
            **facts,
        )
    )


@cache
def environment() -> Any:
    """Return what templates are rendered by; a class has hundreds of pages of one template."""
    import jinja2

    made = jinja2.Environment(
        loader=jinja2.PackageLoader("dashboard"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_callables(_, ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.filters.update(_filters())
    made.tests["picture"] = lambda one: isinstance(one, Picture)
    return made


def _style(environment: Any) -> str:
    """Return the style sheet, as browsers hash it: with line feeds only."""
    source: str = environment.loader.get_source(environment, "report.css")[0]
    return "\n" + source.replace("\r\n", "\n")


def _filters() -> dict[str, Any]:
    return {
        "shown": words.visible,
        "name_of": words.name_of,
        "score_of": words.score_text,
        "points_of": words.points_text,
        "in_words": words.status_text,
        "place": words.place,
        "printed": words.printed,
        "without_stop": lambda title: title.rstrip("."),
        "compared": compared,
        "mark": _mark,
        "standing": _standing,
        "segments": lambda report: tuple(segments((report,))),
        "breakable": _breakable,
        "reasons": reasons,
    }


def _mark(status: str) -> str:
    return SYMBOLS.get(status, UNDECIDED)


def _standing(report: Report) -> str:
    """Return the status that a criterion would have, did it stand for the whole report."""
    if report.score is None:
        return "error"
    if report.score == report.max_score:
        return "passed"
    return "partial" if report.score else "failed"


def _breakable(text: str) -> Markup:
    """Return a file's name that may be broken after a slash or an underscore."""
    from markupsafe import Markup, escape

    escaped = str(escape(words.visible(text)))
    return Markup(escaped.replace("/", "/<wbr>").replace("_", "_<wbr>"))  # noqa: S704 (escaped above)
