"""Jobs and reports for tests that need no cloud."""

from __future__ import annotations

from typing import Any

from grader import __version__
from grader.classroom.job import Job, Outcome


def job(name: str = "a", slug: str = "05_save_to_s3") -> Job:
    """Return a job whose files are told apart by ``name``."""
    return Job(
        challenge=int(slug[:2]),
        slug=slug,
        submission=f"sha256:{name:0<64}",
        course="sha256:" + "0" * 64,
        engine=__version__,
        seed=1,
        language="en",
        opens_page=slug.startswith("08"),
        files=b"",
    )


def report(of: Job, score: int | None = 70, status: str = "graded") -> dict[str, Any]:
    """Return a report's document in the shape of the real ones, with one row."""
    return {
        "schema": "groundtrack/report/v1",
        "engine": of.engine,
        "challenge": of.challenge,
        "slug": of.slug,
        "submission": of.submission,
        "status": status,
        "score": score,
        "score_min": score or 0,
        "score_max": 100,
        "max_score": 100,
        "seed": of.seed,
        "graded_on": {},
        "seconds": 1.0,
        "rejection": None,
        "criteria": [
            {
                "id": "only",
                "title": "The only row",
                "points": score or 0,
                "max_points": 100,
                "status": "partial" if status == "graded" else status.replace("graded", "failed"),
                "findings": [],
            }
        ],
        "errors": [],
        "output": [],
        "advice": [],
    }


def graded(of: Job, score: int = 70) -> Outcome:
    """Return the outcome of a job that went well."""
    return Outcome(report(of, score))
