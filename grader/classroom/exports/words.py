"""What several exports say the same way: columns, points, who was left out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from grader.classroom.exports.cells import table
from grader.classroom.late import number
from grader.classroom.model import ClassResults, Grade, Row
from grader.classroom.totals import Decided
from grader.locale import _
from grader.report.model import Criterion, CriterionStatus, Report
from grader.report.reading import from_document
from grader.rubric import Finding

LONE_SURROGATE = re.compile("[\ud800-\udfff]")
LEFT_OUT = "left_out.csv"
Challenge = tuple[int, str, str]


def column(challenge: Challenge) -> str:
    """Return a challenge's name for a platform's gradebook: "5. Captures in the data lake"."""
    number_, _slug, title = challenge
    return f"{number_}. {title}"


def grades(results: ClassResults) -> Iterator[tuple[Row, Grade]]:
    """Yield every grade of the class with its student's row."""
    for row in results.rows:
        for grade in row.grades:
            yield row, grade


def left_out(folder: str, grades: Iterable[Grade]) -> Iterator[tuple[str, str]]:
    """Yield a list, in ``folder``, of the grades that a form cannot hold, if there are any."""
    rows = [(grade.student, grade.slug, grade.standing, why_open(grade)) for grade in grades]
    if rows:
        yield f"{folder}/{LEFT_OUT}", table([("student", "challenge", "standing", "why"), *rows])


def open_grades(results: ClassResults) -> list[Grade]:
    """Return the grades without points."""
    return [grade for _row, grade in grades(results) if grade.final is None]


def why_open(grade: Grade) -> str:
    """Return why a grade has no points yet, in a sentence; "" when it has."""
    if grade.refusal is not None and grade.final is None:
        return grade.refusal.message
    if grade.failure and grade.final is None:
        return grade.failure
    return {
        "graded": "",
        "incomplete": _("A person still has to look at it."),
        "error": _("It could not be graded, through no fault of what was handed in."),
        "refused": _("What was handed in could not be taken."),
        "missing": _("Nothing was handed in.") if grade.final is None else "",
        "waiting": _("It is still to be graded."),
    }[grade.standing]


def standing_text(grade: Grade) -> str:
    """Return how a grade stands, in a word or two."""
    return {
        "graded": _("graded"),
        "incomplete": _("waits for a person"),
        "error": _("could not grade"),
        "refused": _("not accepted"),
        "missing": _("not handed in"),
        "waiting": _("not graded yet"),
    }[grade.standing]


def points_text(grade: Grade) -> str:
    """Return the points of a grade: "80/100", or how it stands."""
    if grade.final is None:
        return standing_text(grade)
    return f"{number(grade.final)}/{grade.max_score}"


def plain_number(value: Decimal | int) -> int | float:
    """Return a number as JSON has it: 80, 79.5."""
    return int(value) if value == int(value) else float(value)


def whole_points(value: Decimal) -> int:
    """Return whole points, for forms that have no others; half a point counts up."""
    return int(value.to_integral_value(ROUND_HALF_UP))


def report_of(grade: Grade) -> Report | None:
    """Return the report behind a grade with what a person decided; None without one."""
    if grade.report is None:
        return None
    report = from_document(grade.report)
    given = Decided(grade.report, grade.overrides).given
    reasons = {override.criterion: override.reason for override in grade.overrides}
    return replace(
        report,
        criteria=tuple(
            _overridden(row, given[row.id], reasons[row.id]) if row.id in given else row
            for row in report.criteria
        ),
        errors=() if grade.standing == "graded" else report.errors,
    )


def _overridden(row: Criterion, points: int, reason: str) -> Criterion:
    points = min(points, row.max_points)
    finding = Finding(
        _("A person gave {points} of {most} points: {reason}").format(
            points=points, most=row.max_points, reason=reason
        )
    )
    status: CriterionStatus = (
        "passed" if points == row.max_points else "partial" if points else "failed"
    )
    return replace(row, points=points, status=status, findings=(finding, *row.findings))


def as_json(document: Mapping[str, Any]) -> str:
    """Return a document of JSON as text that any file can hold, and any program read back."""
    text = json.dumps(document, indent=2, ensure_ascii=False)
    return LONE_SURROGATE.sub(lambda found: rf"\\u{ord(found[0]):04x}", text) + "\n"
