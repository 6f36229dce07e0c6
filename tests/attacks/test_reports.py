"""Jobs that answer what no job of ours would: a report is believed only as this job's own."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from grader import __version__
from grader.classroom import jail
from grader.classroom.jail import Jail
from grader.classroom.job import Job, job_of
from grader.classroom.supplies import Supplies
from grader.course import find
from grader.sandbox.cells import CellFolder
from grader.submission import take

from .attack import solution

SLUG = "02_s3_bucket"
_BEGINNING = """
import json, os, sys
order = json.loads(sys.stdin.buffer.readline())
report = json.loads(REPORT)
def answer(**more):
    sys.stdout.write(json.dumps({"nonce": order["nonce"], "report": report, "lacked": [], "refused": False,
                                 **more}))
    sys.stdout.flush()
"""
FORGED = {
    "knows_no_nonce": 'answer(nonce="0" * 32)',
    "leaves_the_nonce_out": 'print(json.dumps({"report": report, "lacked": [], "refused": False}))',
    "answers_twice": "answer(); answer()",
    "answers_beside_something": 'print("100/100"); answer()',
    "ends_with_success": "os._exit(0)",
    "answers_nothing_but_a_score": 'report = {"score": 100, "status": "graded"}; answer()',
    "speaks_of_another_challenge": 'report["challenge"], report["slug"] = 3, "03_hello_lambda"; answer()',
    "speaks_of_other_files": 'report["submission"] = "sha256:" + "0" * 64; answer()',
    "speaks_of_another_seed": 'report["seed"] += 1; answer()',
    "speaks_for_another_engine": 'report["engine"] = "9"; answer()',
    "makes_criteria_heavier": 'report["criteria"][0]["max_points"] += 50; answer()',
    "drops_what_was_lost": 'report["criteria"].pop(); answer()',
    "invents_a_criterion": 'report["criteria"].append(dict(report["criteria"][0], id="extra")); answer()',
    "says_another_sum": 'report["score"] = 101; answer()',
    "passes_without_points": 'report["criteria"][0]["points"] = -1; answer()',
    "counts_with_no_numbers": 'report["criteria"][0]["points"] = float("nan"); answer()',
    "nests_too_deeply": 'sys.stdout.write("[" * 200000)',
    "writes_too_much": 'report["advice"] = ["x" * (30 << 20)]; answer()',
    "writes_a_pickle": 'import pickle; sys.stdout.buffer.write(pickle.dumps(report))',
    "calls_itself_refused_with_points": 'report["rejection"] = {"message": "x"}; answer()',
}  # fmt: skip


@dataclass(frozen=True)
class Forger(Jail):
    """A jail whose job is a program of the attacker's."""

    program: str = ""

    def _argv(self, limits: tuple[Path, ...]) -> list[str]:
        return [sys.executable, "-I", "-S", "-c", self.program]


@pytest.fixture
def job(tmp_path: Path) -> Job:
    solution(tmp_path / "in", SLUG)
    challenge = find(SLUG)
    (tmp_path / "work").mkdir()
    taken = take(tmp_path / "in", tmp_path / "work", requires=challenge.requires)
    return job_of(challenge, taken, seed=1, language="en")


@pytest.fixture
def cell() -> Iterator[CellFolder]:
    found = CellFolder.create()
    yield found
    found.remove()


def performed(cell: CellFolder, job: Job, words: str) -> Any:
    supplies = Supplies.__new__(Supplies)
    supplies._common = {}
    report = json.dumps(json.dumps(full_marks(job)))
    program = f"REPORT = {report}\n{_BEGINNING}\n{words}\n"
    forger = Forger(cell.path, supplies, walled=False, seconds=20, program=program)
    return forger.perform(job)


def full_marks(job: Job) -> dict[str, Any]:
    checks = find(job.slug).checks
    criteria = [
        {"id": one.id, "title": "x", "points": one.points, "max_points": one.points,
         "status": "passed", "findings": []}
        for one in checks
    ]  # fmt: skip
    return {
        "schema": "groundtrack/report/v1", "engine": __version__, "challenge": job.challenge,
        "slug": job.slug, "submission": job.submission, "status": "graded", "score": 100,
        "score_min": 100, "score_max": 100, "max_score": 100, "seed": job.seed, "graded_on": {},
        "seconds": 1.0, "rejection": None, "criteria": criteria, "errors": [], "output": [],
        "advice": [],
    }  # fmt: skip


def test_what_is_its_own_is_believed(cell: CellFolder, job: Job) -> None:
    """So that what the forgeries lack is what gives them away."""
    outcome = performed(cell, job, "answer()")
    assert outcome.report is not None, outcome.failure


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_report_is_not_believed(name: str, cell: CellFolder, job: Job) -> None:
    outcome = performed(cell, job, FORGED[name])
    assert outcome.report is None
    assert outcome.failure


@pytest.mark.parametrize(
    "name",
    ["speaks_of_other_files", "makes_criteria_heavier", "drops_what_was_lost", "says_another_sum",
     "calls_itself_refused_with_points", "invents_a_criterion", "answers_nothing_but_a_score",
     "speaks_of_another_challenge", "speaks_of_another_seed", "speaks_for_another_engine",
     "passes_without_points", "counts_with_no_numbers"],
)  # fmt: skip
def test_without_its_check_it_is(
    name: str, cell: CellFolder, job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jail._Run, "_check", lambda self, document: None)
    assert performed(cell, job, FORGED[name]).report is not None


def test_without_its_nonce_it_is(
    cell: CellFolder, job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jail.secrets, "token_hex", lambda _bytes: "0" * 32)
    assert performed(cell, job, FORGED["knows_no_nonce"]).report is not None


def test_without_its_limit_it_is(
    cell: CellFolder, job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jail._Run, "_check", lambda self, document: None)
    assert performed(cell, job, FORGED["writes_too_much"]).report is None
    monkeypatch.setattr(jail, "LONGEST_REPORT", 64 << 20)
    assert performed(cell, job, FORGED["writes_too_much"]).report is not None
