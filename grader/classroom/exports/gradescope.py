"""results.json for Gradescope, for each student and challenge.

Source: gradescope-autograders.readthedocs.io/en/latest/specs (gradescope/autograder_samples,
docs/specs.md), "Output format". ``score`` overrides the sum of the tests, so that lateness and
what a person decided are in it. A challenge without points has no file: it stands in a list.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from grader.classroom.exports.cells import file_name
from grader.classroom.exports.words import (
    as_json,
    grades,
    left_out,
    open_grades,
    plain_number,
    report_of,
    why_open,
)
from grader.classroom.model import ClassResults, Grade
from grader.report.text import told, visible


def export(results: ClassResults) -> Iterator[tuple[str, str]]:
    """Yield gradescope/student/challenge/results.json."""
    for row, grade in grades(results):
        if grade.final is not None:
            yield (
                f"gradescope/{file_name(row.student.id)}/{grade.slug}/results.json",
                _results(grade),
            )
    yield from left_out("gradescope", open_grades(results))


def _results(grade: Grade) -> str:
    report = report_of(grade)
    output = [text for text in (_what_happened(grade), grade.late.rule) if text]
    document: dict[str, Any] = {
        "score": plain_number(grade.final or 0),
        "output": visible("\n".join(output)),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [],
    }
    if report is not None:
        document["execution_time"] = round(report.seconds)
        document["tests"] = [
            {
                "score": row.points,
                "max_score": row.max_points,
                "status": "passed" if row.points == row.max_points else "failed",
                "name": visible(row.title),
                "number": f"{report.challenge}.{number}",
                "output": "\n\n".join(told(finding) for finding in row.findings),
            }
            for number, row in enumerate(report.criteria, start=1)
        ]
    return as_json(document)


def _what_happened(grade: Grade) -> str:
    if grade.report is None:
        return grade.refusal.message if grade.refusal else why_open(grade)
    rejection = grade.report["rejection"]
    return str(rejection["message"]) if rejection else ""
