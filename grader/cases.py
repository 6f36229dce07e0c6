"""Submissions that carry their expected verdict: the proof that a challenge judges right."""

from __future__ import annotations

import re
import shutil
import tomllib
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FULL_MARKS = 100
STARTER_LIMIT = 25
"""Points that a starter may earn."""
AXES = 2
"""Things that a variant varies, at least."""
EXPECTED = "expected.toml"
SOLUTION = "solution"
ADVISES_NOWHERE = "no advice points at"
"""How a disagreement about a line that costs nothing begins."""
POINTS_NOWHERE = "no finding points at"
"""How a disagreement about a line begins."""
LOST = frozenset({"failed", "partial"})
"""How a criterion ends that loses points by itself."""


@dataclass(frozen=True)
class Case:
    """One folder below tests/verdicts/NN_name/, or a reference solution.

    ``lost`` gives the points that each criterion must lose by itself, ``not_run`` the criteria
    that are not run because another was lost. ``where`` is a file and the text of a line that
    a finding must point at, ``advice`` one that an advice must point at, which costs no points.
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
    advice: tuple[str, str] | None
    rejected: bool
    status: str

    @property
    def id(self) -> str:
        """The case's name with its challenge."""
        return f"{self.challenge}/{self.name}"


def read(folder: Path) -> Case:
    """Read the case in ``folder``."""
    facts = tomllib.loads((folder / EXPECTED).read_text(encoding="utf-8"))
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
        where=_place(facts.get("where")),
        advice=_place(facts.get("advice")),
        rejected=facts["kind"] == "rejected",
        status=str(facts.get("status", "graded")),
    )


def _place(facts: Mapping[str, str] | None) -> tuple[str, str] | None:
    return (facts["file"], facts["text"]) if facts else None


def solution(folder: Path) -> Case:
    """The reference solution in ``folder`` (solutions/NN_name) as a case: full marks, no advice."""
    return Case(
        challenge=folder.name,
        name=SOLUTION,
        folder=folder,
        kind=SOLUTION,
        why="The reference solution earns everything, and there is nothing to advise.",
        score=FULL_MARKS,
        lost={},
        not_run=(),
        axes=frozenset(),
        where=None,
        advice=None,
        rejected=False,
        status="graded",
    )


def cases(root: Path) -> tuple[Case, ...]:
    """Return every case of the course at ``root``, and the solution of every challenge."""
    written = [read(path.parent) for path in (root / "tests/verdicts").glob(f"*/*/{EXPECTED}")]
    solved = (root / "solutions" / path.name for path in (root / "challenges").iterdir())
    solutions = [solution(folder) for folder in solved if folder.is_dir()]
    return tuple(sorted((*written, *solutions), key=lambda case: case.id))


def lay_out(case: Case, target: Path, challenges: Path) -> None:
    """Put the submission of ``case`` into the new folder ``target``."""
    if case.kind == "starter":
        target.mkdir()
        with zipfile.ZipFile(challenges / case.challenge / ".starter.zip") as archive:
            archive.extractall(target)
        return
    shutil.copytree(case.folder, target, ignore=shutil.ignore_patterns(EXPECTED, "__pycache__"))


def disagreements(case: Case, report: Mapping[str, Any], submission: Path) -> list[str]:
    """Return how ``report`` (a JSON report as data) differs from what the case expects."""
    if report["status"] != case.status:
        # Nothing else that is said can be trusted then.
        return [f"the status is {report['status']}, expected {case.status}{_undecided(report)}"]
    found: list[str] = []
    if (report["rejection"] is not None) != case.rejected:
        told = _told(report["rejection"]) if report["rejection"] else "expected to be"
        found.append(f"the folder is {'' if report['rejection'] else 'not '}rejected: {told}")
    elif not case.rejected:
        found += _criteria(case, report)
    if case.kind == "starter" and not 0 <= (report["score"] or 0) <= STARTER_LIMIT:
        found.append(f"the starter earns {report['score']} points, {STARTER_LIMIT} at most")
    if case.score is not None and report["score"] != case.score:
        found.append(f"the score is {report['score']}, expected {case.score}")
    if case.kind == SOLUTION:
        found += [f"a solution needs no advice: {_told(advice)}" for advice in report["advice"]]
    if case.where:
        lost = [finding for criterion in report["criteria"] if criterion["status"] in LOST
                for finding in criterion["findings"]]  # fmt: skip
        found += _places(case.where, lost, submission, POINTS_NOWHERE)
    if case.advice:
        found += _places(case.advice, report["advice"], submission, ADVISES_NOWHERE)
    return found


def _criteria(case: Case, report: Mapping[str, Any]) -> Iterator[str]:
    ids = [criterion["id"] for criterion in report["criteria"]]
    for id in (*case.lost, *case.not_run):
        if id not in ids:
            yield f"there is no criterion `{id}`"
    for criterion in report["criteria"]:
        id, status = criterion["id"], criterion["status"]
        lost = criterion["max_points"] - criterion["points"] if status in LOST else 0
        told = "".join(f": {_told(finding)}" for finding in criterion["findings"][:1])
        if (status == "not_run") != (id in case.not_run):
            expected = "not_run" if id in case.not_run else "judged"
            yield f"`{id}` is {status}, expected {expected}{told}"
        elif lost != case.lost.get(id, 0):
            yield f"`{id}` loses {lost} points, expected {case.lost.get(id, 0)}{told}"


def _undecided(report: Mapping[str, Any]) -> str:
    """Why a report is not whole, as far as it tells."""
    judged = LOST | {"passed", "not_run"}
    undecided = [one for one in report["criteria"] if one["status"] not in judged]
    findings = [*report["errors"], *(f for one in undecided for f in one["findings"])]
    return f": {_told(findings[0])}" if findings else ""


def _told(finding: Mapping[str, Any]) -> str:
    """A finding in one line, without the brackets of the pseudo-locale."""
    found = f" ({finding['found']})" if finding.get("found") else ""
    return re.sub("[⟦⟧]", "", finding["message"] + found)


def _places(
    place: tuple[str, str], findings: Iterable[Mapping[str, Any]], submission: Path, nowhere: str
) -> Iterator[str]:
    file, text = place
    lines = (submission / file).read_text(encoding="utf-8-sig").splitlines()
    wanted = {f"{file}:{n}" for n, line in enumerate(lines, start=1) if text in line}
    pointed = {
        "{file}:{line}".format(**finding["where"])
        for finding in findings
        if finding["where"] is not None
    }
    if not wanted & pointed:
        instead = ", ".join(sorted(pointed)) or "no line at all"
        yield f"{nowhere} {', '.join(sorted(wanted)) or text}, but {instead}"
