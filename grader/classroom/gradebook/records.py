"""How students, findings and moments are written down."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from grader.classroom.model import Student
from grader.rubric import Finding, Where


def text_of(when: datetime | None) -> str | None:
    """Write a moment in UTC."""
    return None if when is None else when.astimezone(UTC).isoformat()


def moment(text: str | None) -> datetime | None:
    """Read a moment."""
    return None if text is None else datetime.fromisoformat(text)


def student_text(student: Student) -> str:
    """Write a student as JSON."""
    facts: dict[str, Any] = asdict(replace(student, extension=None))
    extension = student.extension
    if isinstance(extension, timedelta):
        facts["extension"] = extension.total_seconds()
    elif extension is not None:
        facts["extension"] = text_of(extension)
    return json.dumps(facts)


def student_from(text: str) -> Student:
    """Read a student."""
    facts = json.loads(text)
    extension = facts.pop("extension", None)
    if isinstance(extension, int | float):
        return Student(**facts, extension=timedelta(seconds=extension))
    return Student(**facts, extension=moment(extension))


def finding_text(finding: Finding) -> str:
    """Write a finding as JSON."""
    return json.dumps(asdict(finding))


def finding_from(text: str) -> Finding:
    """Read a finding."""
    return _finding(json.loads(text))


def findings_text(findings: Iterable[Finding]) -> str:
    """Write findings as JSON."""
    return json.dumps([asdict(finding) for finding in findings])


def findings_from(text: str) -> tuple[Finding, ...]:
    """Read findings."""
    return tuple(_finding(facts) for facts in json.loads(text))


def _finding(facts: dict[str, Any]) -> Finding:
    where = facts.pop("where")
    return Finding(**facts, where=None if where is None else Where(**where))
