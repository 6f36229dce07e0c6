"""gradebook.json, for programs: everything but e-mails and pictures.

Our own form, groundtrack/class/v1. ``score`` is what the grader and a person gave, ``final`` what
is left of it after lateness; both are null while they are open, and so is the total.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from grader.classroom.exports.words import as_json, plain_number
from grader.classroom.model import ClassResults, Grade, Override, Row

SCHEMA = "groundtrack/class/v1"


def export(results: ClassResults) -> Iterator[tuple[str, str]]:
    """Yield gradebook.json."""
    document = {
        "schema": SCHEMA,
        "title": results.title,
        "engine": results.engine,
        "made": _moment(results.made),
        "challenges": [
            {
                "number": number,
                "slug": slug,
                "title": title,
                "weight": round(float(results.weights[slug]), 6),
            }
            for number, slug, title in results.challenges
        ],
        "students": [_student(row) for row in results.rows],
    }
    yield "gradebook.json", as_json(document)


def _student(row: Row) -> dict[str, Any]:
    student = row.student
    return {
        "id": student.id,
        "name": student.name,
        "section": student.section,
        "group": student.group,
        "folder": student.folder,
        "total": None if row.total is None else plain_number(row.total),
        "grades": [_grade(grade) for grade in row.grades],
    }


def _grade(grade: Grade) -> dict[str, Any]:
    return {
        "slug": grade.slug,
        "standing": grade.standing,
        "max_score": grade.max_score,
        "score": grade.raw,
        "final": None if grade.final is None else plain_number(grade.final),
        "late": {
            "seconds": int(grade.late.by.total_seconds()),
            "deducted": plain_number(grade.late.deducted),
            "rule": grade.late.rule,
        },
        "due": _moment(grade.due),
        "submitted": _moment(grade.submitted),
        "graded": _moment(grade.graded),
        "attempt": grade.attempt,
        "attempts": grade.attempts,
        "handed_in_by": grade.by or (grade.student if grade.attempt else ""),
        "criteria": list(grade.report["criteria"]) if grade.report else [],
        "overrides": [_override(override) for override in grade.overrides],
        "refusal": grade.refusal.message if grade.refusal else None,
        "failure": grade.failure or None,
    }


def _override(override: Override) -> dict[str, Any]:
    return {
        "criterion": override.criterion,
        "points": override.points,
        "reason": override.reason,
        "who": override.who,
        "when": _moment(override.when),
    }


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds")
