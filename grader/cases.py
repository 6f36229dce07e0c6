"""Submissions that carry their expected verdict: the proof that a challenge judges right."""

from __future__ import annotations

import shutil
import tomllib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

STARTER_LIMIT = 25
EXPECTED = "expected.toml"


@dataclass(frozen=True)
class Case:
    """One folder below tests/verdicts/NN_name/.

    ``lost`` gives the points that each criterion must lose by itself, ``not_run`` the criteria
    that are not run because another was lost. ``where`` is a file and the text of a line that
    a finding must point at.
    """

    challenge: str
    name: str
    folder: Path
    kind: str
    why: str
    score: int | None
    lost: Mapping[str, int]
    not_run: tuple[str, ...]
    axes: frozenset[str]
    where: tuple[str, str] | None
    rejected: bool
    status: str

    @property
    def id(self) -> str:
        """The case's name with its challenge."""
        return f"{self.challenge}/{self.name}"


def read(folder: Path) -> Case:
    """Read the case in ``folder``."""
    facts = tomllib.loads((folder / EXPECTED).read_text(encoding="utf-8"))
    place = facts.get("where")
    return Case(
        challenge=folder.parent.name,
        name=folder.name,
        folder=folder,
        kind=str(facts["kind"]),
        why=str(facts["why"]),
        score=facts.get("score"),
        lost=dict(facts.get("lost", {})),
        not_run=tuple(facts.get("not_run", ())),
        axes=frozenset(facts.get("axes", ())),
        where=(place["file"], place["text"]) if place else None,
        rejected=facts["kind"] == "rejected",
        status=str(facts.get("status", "graded")),
    )


def cases(folder: Path) -> tuple[Case, ...]:
    """Return every case below ``folder`` (tests/verdicts)."""
    return tuple(read(path.parent) for path in sorted(folder.glob(f"*/*/{EXPECTED}")))


def lay_out(case: Case, target: Path, challenges: Path) -> None:
    """Put the submission of ``case`` into the new folder ``target``."""
    if case.kind == "starter":
        target.mkdir()
        with zipfile.ZipFile(challenges / case.challenge / ".starter.zip") as archive:
            archive.extractall(target)
        return
    shutil.copytree(case.folder, target, ignore=shutil.ignore_patterns(EXPECTED))


def disagreements(case: Case, report: Mapping[str, Any], submission: Path) -> list[str]:
    """Return how ``report`` (a JSON report as data) differs from what the case expects."""
    found: list[str] = []
    if report["status"] != case.status:
        found.append(f"status {report['status']}, expected {case.status}: {report['errors']}")
    if (report["rejection"] is not None) != case.rejected:
        found.append(f"rejection {report['rejection']}")
    if case.kind == "starter":
        if not 0 <= (report["score"] or 0) <= STARTER_LIMIT:
            found.append(f"a starter with {report['score']} points")
    elif case.score is not None and report["score"] != case.score:
        found.append(f"score {report['score']}, expected {case.score}")
    if case.kind != "starter" and not case.rejected:
        found += _criteria(case, report)
    if case.where and not _points_at(case.where, report, submission):
        found.append(f"no finding points at {case.where[0]}: {case.where[1]}")
    return found


def _criteria(case: Case, report: Mapping[str, Any]) -> list[str]:
    lost = {
        c["id"]: c["max_points"] - c["points"]
        for c in report["criteria"]
        if c["status"] in {"failed", "partial"}
    }
    not_run = {c["id"] for c in report["criteria"] if c["status"] == "not_run"}
    found = []
    if lost != dict(case.lost):
        found.append(f"lost {lost}, expected {dict(case.lost)}")
    if not_run != set(case.not_run):
        found.append(f"not run {sorted(not_run)}, expected {sorted(case.not_run)}")
    return found


def _points_at(place: tuple[str, str], report: Mapping[str, Any], submission: Path) -> bool:
    file, text = place
    lines = (submission / file).read_text(encoding="utf-8-sig").splitlines()
    wanted = {n for n, line in enumerate(lines, start=1) if text in line}
    return any(
        finding["where"] is not None
        and finding["where"]["file"] == file
        and finding["where"]["line"] in wanted
        for criterion in report["criteria"]
        if criterion["status"] in {"failed", "partial"}
        for finding in criterion["findings"]
    )
