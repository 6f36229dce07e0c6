"""A student's attempts, kept in one small file in the user's data folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from grader.keeping import write_whole
from grader.places import data_folder
from grader.report.model import Report

FILE = "attempts.json"
KEPT = 200


class Damaged(Exception):
    """The file could not be read; it was set aside at ``aside`` and a new one is begun."""

    def __init__(self, aside: Path) -> None:
        super().__init__(str(aside))
        self.aside = aside


@dataclass(frozen=True)
class Attempt:
    """One changed submission that was checked. ``when`` is ISO 8601 in UTC."""

    when: str
    submission: str
    score: int | None
    max_score: int
    status: str
    seed: int
    engine: str
    points: Mapping[str, int]


def remember(report: Report, folder: Path | None = None) -> None:
    """Add the report's attempt; the same files checked again take the place of the last one.

    Raises Damaged, after the attempt was written to a new file.
    """
    path = (folder or data_folder()) / FILE
    damaged: Damaged | None = None
    try:
        everything = _read(path)
    except Damaged as error:
        everything, damaged = {}, error
    attempts = everything.setdefault(report.slug, [])
    attempt = asdict(_attempt(report))
    if attempts and attempts[-1].get("submission") == report.submission:
        attempts[-1] = attempt
    else:
        attempts.append(attempt)
    del attempts[:-KEPT]
    _write(path, everything)
    if damaged is not None:
        raise damaged


def recall(folder: Path | None = None) -> dict[str, tuple[Attempt, ...]]:
    """Return the attempts of every challenge by slug, oldest first. Raises Damaged."""
    try:
        everything = _read((folder or data_folder()) / FILE)
    except OSError:
        return {}  # no home, no attempts
    return {
        slug: tuple(Attempt(**attempt) for attempt in attempts)
        for slug, attempts in everything.items()
    }


def best(attempts: tuple[Attempt, ...]) -> int | None:
    """Return the best score of the attempts, None without a graded one."""
    return max((a.score for a in attempts if a.score is not None), default=None)


def changes(before: Attempt | None, now: Attempt) -> dict[str, int]:
    """Return by how many points each criterion differs from the attempt before."""
    earlier = before.points if before else {}
    return {
        name: points - earlier.get(name, 0)
        for name, points in now.points.items()
        if points != earlier.get(name, 0)
    }


def _attempt(report: Report) -> Attempt:
    return Attempt(
        when=datetime.now(UTC).isoformat(timespec="seconds"),
        submission=report.submission,
        score=report.score,
        max_score=report.max_score,
        status=report.status,
        seed=report.seed,
        engine=report.engine,
        points={criterion.id: criterion.points for criterion in report.criteria},
    )


def _read(path: Path) -> dict[str, list[dict[str, Any]]]:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        everything: dict[str, list[dict[str, Any]]] = document["challenges"]
        for attempts in everything.values():
            for attempt in attempts:
                Attempt(**attempt)
    except FileNotFoundError:
        return {}
    except (ValueError, KeyError, TypeError, AttributeError):
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
        aside = path.with_name(f"attempts.damaged-{stamp}.json")
        path.replace(aside)
        raise Damaged(aside) from None
    return everything


def _write(path: Path, everything: dict[str, list[dict[str, Any]]]) -> None:
    write_whole(path, json.dumps({"version": 1, "challenges": everything}, indent=1))
