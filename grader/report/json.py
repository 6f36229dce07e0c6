"""The report as JSON: stable, versioned, described by report.schema.json beside this file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from grader.report.evidence import Evidence, Picture
from grader.report.model import SCHEMA, Criterion, Output, Report
from grader.rubric import Finding


def render(report: Report) -> str:
    """Return the report as a JSON document, indented, in UTF-8 characters."""
    return json.dumps(document(report), indent=2, ensure_ascii=False) + "\n"


def render_all(reports: Iterable[Report]) -> str:
    """Return several reports as one JSON list."""
    documents = [document(report) for report in reports]
    return json.dumps(documents, indent=2, ensure_ascii=False) + "\n"


def document(report: Report) -> dict[str, Any]:
    """Return the report as plain data."""
    found: dict[str, Any] = {
        "schema": SCHEMA,
        "engine": report.engine,
        "challenge": report.challenge,
        "slug": report.slug,
        "submission": report.submission,
        "status": report.status,
        "score": report.score,
        "score_min": report.score_min,
        "score_max": report.score_max,
        "max_score": report.max_score,
        "seed": report.seed,
        "graded_on": report.graded_on,
        "seconds": round(report.seconds, 2),
        "rejection": _finding(report.rejection) if report.rejection else None,
        "criteria": [_criterion(criterion) for criterion in report.criteria],
        "errors": [_finding(finding) for finding in report.errors],
        "output": [_output(output) for output in report.output],
        "advice": [_finding(finding) for finding in report.advice],
    }
    if report.evidence:
        found["evidence"] = [_evidence(one) for one in report.evidence]
    return found


def _criterion(criterion: Criterion) -> dict[str, Any]:
    return {
        "id": criterion.id,
        "title": criterion.title,
        "points": criterion.points,
        "max_points": criterion.max_points,
        "status": criterion.status,
        "findings": [_finding(finding) for finding in criterion.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    where = finding.where
    return {
        "message": finding.message,
        "expected": finding.expected,
        "found": finding.found,
        "where": None
        if where is None
        else {"file": where.file, "line": where.line, "text": where.text},
        "hint": finding.hint,
    }


def _evidence(seen: Evidence) -> dict[str, Any]:
    if isinstance(seen, Picture):
        return {
            "kind": "picture",
            "caption": seen.caption,
            "width": seen.width,
            "height": seen.height,
            "address": seen.address,
        }
    return {
        "kind": "table",
        "caption": seen.caption,
        "columns": list(seen.columns),
        "rows": [list(row) for row in seen.rows],
    }


def _output(output: Output) -> dict[str, Any]:
    return {
        "source": output.source,
        "text": output.text,
        "traceback": list(output.traceback),
    }
