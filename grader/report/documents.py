"""One report, or several, as the text of a document in a named form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.report.formats import SUFFIXES
from grader.report.model import Report

INDEX = "index.html"
TOGETHER = {
    "terminal": "summary.txt",
    "html": INDEX,
    "junit": "junit.xml",
    "github": "summary.md",
}
"""The file of several reports, in the forms that have one."""
ALONE = frozenset({"terminal", "json", "html"})
"""The forms in which each of several reports has a file of its own."""


@dataclass(frozen=True)
class Graded:
    """A report, the folder that it is about, and the command that gives it again."""

    report: Report
    folder: Path
    repetition: str


def text_of(form: str, graded: Graded, *, verbose: bool = False, index: str | None = None) -> str:
    """Return one report; ``index`` is the address of the page of all, where there is one."""
    if form == "json":
        from grader.report import json

        return json.render(graded.report)
    if form == "html":
        from grader.report import html

        return html.render(graded.report, repetition=graded.repetition, index=index)
    if form == "terminal":
        from grader.report import terminal

        return terminal.render(graded.report, verbose=verbose)
    return _joined(form, (graded,))


def text_of_all(form: str, every: tuple[Graded, ...], seconds: float) -> str:
    """Return several reports in one document; grading them took ``seconds``."""
    reports = tuple(one.report for one in every)
    if form == "json":
        from grader.report import json

        return json.render_all(reports)
    if form == "html":
        from grader.report import html

        return html.render_index(reports, seconds)
    if form == "terminal":
        from grader.report import terminal
        from grader.report.summary import Summary

        return terminal.as_text(Summary().lines(reports, seconds))
    return _joined(form, every)


def files_of(form: str, graded: Graded, verbose: bool) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each file that a folder gets for one report."""
    yield graded.report.slug + SUFFIXES[form], text_of(form, graded, verbose=verbose)


def files_of_all(
    form: str, every: tuple[Graded, ...], seconds: float, verbose: bool
) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each file that a folder gets for several reports."""
    if form in TOGETHER:
        yield TOGETHER[form], text_of_all(form, every, seconds)
    if form in ALONE:
        for one in every:
            text = text_of(form, one, verbose=verbose, index=INDEX)
            yield one.report.slug + SUFFIXES[form], text


def _joined(form: str, every: tuple[Graded, ...]) -> str:
    if form == "junit":
        from grader.report import junit

        return junit.render(one.report for one in every)
    from grader.report import markdown

    return markdown.render({one.repetition: one.report for one in every})
