"""The words that every renderer says the same way: scores, places, what a finding holds."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from grader.locale import _
from grader.report.model import Criterion, CriterionStatus, Output, Report
from grader.rubric import Finding, Where

OPEN: frozenset[CriterionStatus] = frozenset({"for_person", "not_judged", "error"})
"""Rows whose points are not known."""


def visible(text: str) -> str:
    """Return ``text`` with what cannot be seen written as escapes, save line feeds and tabs.

    Control characters move a cursor, marks of direction turn a line round, and XML forbids some.
    """
    if text.isprintable():
        return text
    return "".join(
        character
        if character in "\n\t" or character.isprintable()
        else character.encode("unicode_escape").decode()
        for character in text.replace("\r\n", "\n")
    )


def name_of(report: Report) -> str:
    """Return the challenge as students call it: "5 · save_to_s3"."""
    return f"{report.challenge} · {report.slug.partition('_')[2]}"


def score_text(report: Report) -> str:
    """Return the total in words: "85/100", a range when incomplete, or why there is none."""
    if report.status == "graded":
        return f"{report.score}/{report.max_score}"
    if report.status == "incomplete":
        return _("incomplete: {low} to {high}/{max}").format(
            low=report.score_min, high=report.score_max, max=report.max_score
        )
    return _("could not grade")


def points_text(criterion: Criterion) -> str:
    """Return a row's points: "15/25", or "?/25" where they are not known."""
    earned = "?" if criterion.status in OPEN else criterion.points
    return f"{earned}/{criterion.max_points}"


def status_text(status: CriterionStatus) -> str:
    """Return what became of a row, in a word or two."""
    return {
        "passed": _("earned"),
        "partial": _("partly earned"),
        "failed": _("lost"),
        "not_run": _("not run"),
        "for_person": _("for a person"),
        "not_judged": _("not judged"),
        "error": _("could not grade"),
    }[status]


def place(where: Where) -> str:
    """Return a place as editors and terminals read it: "lambdas/capturar_iss.py:31"."""
    return f"{where.file}:{where.line}" if where.line else where.file


def labelled(finding: Finding) -> Iterator[tuple[str, str]]:
    """Yield what a finding holds beside its message, each with its label, in reading order."""
    if finding.found:
        yield _("found"), finding.found
    if finding.expected:
        yield _("expected"), finding.expected
    if finding.where:
        text = f"   {finding.where.text}" if finding.where.text else ""
        yield _("where"), place(finding.where) + text
    if finding.hint:
        yield _("next"), finding.hint


def told(finding: Finding) -> str:
    """Return a whole finding as plain lines."""
    lines = (finding.message, *(f"{label}: {text}" for label, text in labelled(finding)))
    return visible("\n".join(lines))


def printed(output: Output) -> str:
    """Return what a run printed, with its own traceback below."""
    return visible("\n".join((output.text, *output.traceback)).strip("\n"))


def points_were_lost(report: Report) -> bool:
    """Whether something was lost that the printed output may explain."""
    return any(c.status in {"failed", "partial", "error"} for c in report.criteria)


def graded_on(*reports: Report) -> str:
    """Return what the reports were graded on, each thing once."""
    things = dict.fromkeys(thing for report in reports for thing in report.graded_on.values())
    return visible(", ".join(things)) or _("nothing was run")


def foot(seconds: float, *reports: Report) -> str:
    """Return the line that says how a run can be repeated; all of it took ``seconds``."""
    if not any(report.graded_on for report in reports):
        return _("seed {seed}, {seconds:.1f} s, nothing was run").format(
            seed=reports[0].seed, seconds=seconds
        )
    return _("seed {seed}, {seconds:.1f} s, graded on {on}").format(
        seed=reports[0].seed, seconds=seconds, on=graded_on(*reports)
    )


def repetition(report: Report, further: Sequence[str] = ()) -> str:
    """Return the command that gives the same report; ``further`` are words that it also needs."""
    whole = report.max_score == 100
    criteria = () if whole else tuple(criterion.id for criterion in report.criteria)
    words = ("check", str(report.challenge), *criteria, *further, "--seed", str(report.seed))
    return "python -m grader " + shlex.join(words)
