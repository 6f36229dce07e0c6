"""Workflow commands for GitHub, a file for each student and challenge, to be printed by a step.

Source: classroom-resources/autograding-grading-reporter, src/notify-classroom.js: GitHub Classroom
reads the notices "Autograding complete" (``Points 80/100``) and "Autograding report" (JSON of
totalPoints and maxPoints). The commands are those of grader.report.github, with its escapes. A
challenge without points has a warning instead of points.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from grader.classroom.exports.cells import file_name
from grader.classroom.exports.words import (
    grades,
    left_out,
    open_grades,
    plain_number,
    report_of,
    why_open,
)
from grader.classroom.late import number
from grader.classroom.model import ClassResults, Grade
from grader.report.github import command, commands
from grader.rubric import Finding


def export(results: ClassResults) -> Iterator[tuple[str, str]]:
    """Yield github/student/challenge.txt."""
    for row, grade in grades(results):
        text = "".join(f"{line}\n" for line in _commands(grade))
        yield f"github/{file_name(row.student.id)}/{grade.slug}.txt", text
    yield from left_out("github", open_grades(results))


def _commands(grade: Grade) -> Iterator[str]:
    report = report_of(grade)
    name = f"{grade.challenge} · {grade.slug.partition('_')[2]}"
    if report is not None:
        yield from commands(report)
    elif grade.refusal is not None:
        yield command("error", name, grade.refusal)
    if grade.late.rule:
        yield command("notice", name, Finding(grade.late.rule))
    if grade.final is None:
        yield command("warning", name, Finding(why_open(grade)))
        return
    points = f"Points {number(grade.final)}/{grade.max_score}"
    total = {"totalPoints": plain_number(grade.final), "maxPoints": grade.max_score}
    yield command("notice", "Autograding complete", Finding(points))
    yield command("notice", "Autograding report", Finding(json.dumps(total)))
