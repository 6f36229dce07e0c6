"""result.json of Classroom 50 (classroom50/result/v1), filled with our points.

Source: foundation50/classroom50, schemas/result-v1.schema.json. A result names the release that it
is about: classroom, owner, tag, links, and the moment of submission, which no regrade changes.
These are facts of GitHub's, so a document is never made, only filled: ``--template`` is a
result.json, or a JSON list of them, as the releases hold them. The student is the one whose id is
``owner``, the challenge the one that ``assignment`` names. Points are whole; lateness is in the
score, with its rule as a test of no points.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC
from decimal import Decimal
from typing import Any

from grader.classroom.exports.cells import file_name
from grader.classroom.exports.words import as_json, left_out, report_of, whole_points, why_open
from grader.classroom.model import ClassResults, Grade
from grader.exits import WrongUsage
from grader.locale import _
from grader.report.text import told, visible

SCHEMA = "classroom50/result/v1"


def export(results: ClassResults) -> Iterator[tuple[str, str]]:
    """Refuse: there is nothing to fill. Raises WrongUsage."""
    raise WrongUsage(
        _("Classroom 50 names the release that a result is about, which only it knows.")
        + " "
        + _("Give the result.json of the releases, or a JSON list of them, with --template FILE.")
    )
    yield  # an iterator, as every export


def fill(results: ClassResults, template: str) -> Iterator[tuple[str, str]]:
    """Yield classroom50/owner/assignment/result.json for each document that is somebody's.

    Raises WrongUsage when the template holds no such documents.
    """
    by_owner = {
        (row.student.id.casefold(), slug): grade
        for row in results.rows
        for grade in row.grades
        for slug in (grade.slug, grade.slug.partition("_")[2], str(grade.challenge))
    }
    still_open: list[Grade] = []
    for document in _documents(template):
        assignment = str(document["assignment"]).replace("-", "_").casefold()
        grade = by_owner.get((str(document["owner"]).casefold(), assignment))
        if grade is None:
            continue
        if grade.final is None:
            still_open.append(grade)
            continue
        folder = f"{file_name(str(document['owner']))}/{file_name(str(document['assignment']))}"
        yield f"classroom50/{folder}/result.json", as_json(_filled(document, grade))
    yield from left_out("classroom50", still_open)


def _documents(template: str) -> list[Mapping[str, Any]]:
    try:
        read = json.loads(template.removeprefix("\ufeff"))
    except ValueError:
        read = None
    every = read if isinstance(read, list) else [read]
    if not all(isinstance(one, dict) and one.get("schema") == SCHEMA for one in every):
        raise WrongUsage(
            _("The template is no result.json of Classroom 50, nor a list of them.")
            + " "
            + _("Each has {schema} as its schema.").format(schema=SCHEMA)
        )
    for one in every:
        if not {"owner", "assignment"} <= one.keys():
            raise WrongUsage(_("A result.json of the template names no owner or assignment."))
    return every


def _filled(document: Mapping[str, Any], grade: Grade) -> dict[str, Any]:
    filled = {
        **document,
        "score": whole_points(grade.final or Decimal(0)),
        "max-score": grade.max_score,
        "tests": list(_tests(grade)),
    }
    if grade.graded is not None:
        filled["graded_at"] = grade.graded.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return filled


def _tests(grade: Grade) -> Iterator[dict[str, Any]]:
    report = report_of(grade)
    if report is None:
        message = grade.refusal.message if grade.refusal else why_open(grade)
        yield _test(grade.title, 0, grade.max_score, message)
    else:
        for row in report.criteria:
            message = "\n\n".join(told(finding) for finding in row.findings)
            yield _test(row.title, row.points, row.max_points, message)
    if grade.late.rule:
        yield {**_test(_("In time"), 0, 0, grade.late.rule), "passed": not grade.late.deducted}


def _test(name: str, score: int, most: int, message: str) -> dict[str, Any]:
    return {
        "test-name": visible(name),
        "passed": score == most,
        "score": score,
        "max-score": most,
        "message": visible(message),
    }
