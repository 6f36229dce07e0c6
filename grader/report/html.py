"""The report as one HTML page that needs nothing else."""

from __future__ import annotations

from grader.report.lines import score_text
from grader.report.model import Report


def render(report: Report) -> str:
    """Return the page; everything that a student wrote is escaped."""
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("dashboard"), autoescape=True, undefined=jinja2.StrictUndefined
    )
    from grader.locale import _, ngettext

    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(_, ngettext, newstyle=True)  # type: ignore[attr-defined]
    page = environment.get_template("report.html")
    return page.render(report=report, score=score_text(report))
