"""JUnit XML, a file for each student: a suite for each challenge, a case for each criterion.

The format is that of grader.report.junit, which names its source. A challenge without a report has
one case: skipped while it is open, else failed. Points are properties of the suite; what lateness
took off, and what is left, stand beside those of the report.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from grader.classroom.exports.cells import file_name
from grader.classroom.exports.words import report_of, why_open
from grader.classroom.late import number
from grader.classroom.model import ClassResults, Grade
from grader.locale import _
from grader.report.junit import suite, suite_of_one, written
from grader.report.text import visible
from grader.rubric import Finding

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def export(results: ClassResults) -> Iterator[tuple[str, str]]:
    """Yield junit/student.xml."""
    for row in results.rows:
        name = f"junit/{file_name(row.student.id)}.xml"
        yield name, written(_suite(grade) for grade in row.grades)


def _suite(grade: Grade) -> Element:
    report = report_of(grade)
    if report is None:
        return _without_report(grade)
    made = suite(report)
    properties = made.find("properties")
    if properties is not None:
        for name, value in _facts(grade):
            properties.append(_property(name, value))
    return made


def _without_report(grade: Grade) -> Element:
    finding = grade.refusal or Finding(why_open(grade) or _("Nothing was handed in."))
    if grade.standing in {"refused", "error"}:
        tag = "error"
    else:
        tag = "skipped" if grade.final is None else "failure"
    return suite_of_one(grade.slug, grade.title, tag, grade.standing, finding)


def _facts(grade: Grade) -> Iterator[tuple[str, str]]:
    yield "attempt", str(grade.attempt)
    if grade.late.rule:
        yield "late", grade.late.rule
        yield "deducted", number(grade.late.deducted)
    if grade.final is not None:
        yield "final", number(grade.final)


def _property(name: str, value: str) -> Element:
    from xml.etree.ElementTree import Element

    return Element("property", name=name, value=visible(value))
