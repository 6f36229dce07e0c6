"""What of a report is kept beside it, so that a class can be shown without its reports."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

LONGEST = 300
"""Characters of a finding's message that are kept."""


def summary(report: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return what is kept of a report, by column."""
    if report is None:
        return {"score": None, "max_score": None, "criteria": None, "findings": None}
    rows = report["criteria"]
    return {
        "score": report["score"],
        "max_score": report["max_score"],
        "criteria": json.dumps(
            {row["id"]: [row["points"], row["max_points"], row["status"]] for row in rows}
        ),
        "findings": json.dumps(
            {row["id"]: row["findings"][0]["message"][:LONGEST] for row in rows if row["findings"]}
        ),
    }


def outline(key: str, slug: str, status: str, max_score: int, criteria: str) -> dict[str, Any]:
    """Return as much of the report of job ``key`` as tells where its student stands.

    A report that failed while none of its rows did has errors of its own.
    """
    rows = [
        {"id": id, "points": points, "max_points": most, "status": judged}
        for id, (points, most, judged) in json.loads(criteria).items()
    ]
    failed = any(row["status"] == "error" for row in rows)
    return {
        "key": key,
        "slug": slug,
        "max_score": max_score,
        "criteria": rows,
        "errors": [{}] if status == "error" and not failed else [],
    }
