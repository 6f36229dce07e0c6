"""Every case's verdict, by the command that a student runs, in a course without solutions.

The language is the pseudo-locale, so that a sentence nobody marked for translation shows.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from grader import cases

ROOT = Path(__file__).parent.parent
EVERY = cases.cases(ROOT / "tests" / "verdicts")
SCHEMA = json.loads((ROOT / "grader/report/report.schema.json").read_text())
SEED = 20


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the course that has no solutions."""
    folder = tmp_path_factory.mktemp("course")
    for name in ("grader", "challenges", "dashboard"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    home = tmp_path_factory.getbasetemp().parent / "groundtrack-home"
    home.mkdir(exist_ok=True)
    return {"PATH": "/usr/bin:/bin", "HOME": str(home), "XDG_CACHE_HOME": str(home / "cache")}


def check(
    course: Path, env: dict[str, str], challenge: str, folder: Path, provider: str = "course"
) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "grader", "check", challenge, "--in", str(folder),
         "--format", "json", "--seed", str(SEED), "--lang", "qps", "--provider", provider],
        cwd=course, env=env, capture_output=True, check=False,
        timeout=100 if provider == "course" else 700,
    )  # fmt: skip
    assert done.stdout, done.stderr.decode()
    report = json.loads(done.stdout)
    jsonschema.validate(report, SCHEMA)
    expected = 2 if report["status"] != "graded" else int(report["score"] != report["max_score"])
    assert done.returncode == expected
    return report


@pytest.mark.parametrize("case", EVERY, ids=lambda case: case.id)
def test_verdict(case: cases.Case, course: Path, cache: dict[str, str], tmp_path: Path) -> None:
    submission = tmp_path / "mi entrega ñ"
    cases.lay_out(case, submission, ROOT / "challenges")
    report = check(course, cache, case.challenge, submission)
    assert cases.disagreements(case, report, submission) == [], json.dumps(report, indent=1)
    assert list(unmarked(report)) == []


@pytest.mark.official
@pytest.mark.timeout(900)
@pytest.mark.parametrize("case", EVERY, ids=lambda case: case.id)
def test_verdict_by_the_official_provider(
    case: cases.Case, course: Path, cache: dict[str, str], tmp_path: Path
) -> None:
    submission = tmp_path / "submission"
    cases.lay_out(case, submission, ROOT / "challenges")
    report = check(course, cache, case.challenge, submission, provider="official")
    assert cases.disagreements(case, report, submission) == [], json.dumps(report, indent=1)


@pytest.mark.parametrize("folder", sorted((ROOT / "solutions").glob("0*_*")), ids=lambda f: f.name)
def test_solution_earns_everything(folder: Path, course: Path, cache: dict[str, str]) -> None:
    report = check(course, cache, folder.name, folder)
    assert report["score"] == 100, json.dumps(report, indent=1)
    assert report["advice"] == []


def test_there_are_enough_cases() -> None:
    for challenge in sorted({case.challenge for case in EVERY}):
        here = [case for case in EVERY if case.challenge == challenge]
        variants = [case for case in here if case.kind == "variant"]
        assert len(variants) >= 6, challenge
        assert len([case for case in here if case.kind == "wrong"]) >= 10, challenge
        assert {"starter", "empty_folder"} <= {case.name for case in here}, challenge
        assert all(len(case.axes) >= 2 for case in variants), challenge
        assert len({case.axes for case in variants}) == len(variants), challenge


def unmarked(report: Any) -> Iterator[str]:
    """Yield the sentences that did not come through the catalogue."""
    findings = [f for c in report["criteria"] for f in c["findings"]]
    findings += [*report["errors"], *report["advice"]]
    findings += [report["rejection"]] if report["rejection"] else []
    for criterion in report["criteria"]:
        if not _marked(criterion["title"]):
            yield criterion["title"]
    for finding in findings:
        if not _marked(finding["message"]):
            yield finding["message"]
        if finding["hint"] and not _marked(finding["hint"]) and "=" not in finding["hint"]:
            yield finding["hint"]


def _marked(text: str) -> bool:
    """Whether all of ``text`` stands in brackets, also in nested ones."""
    while re.search(r"⟦[^⟦⟧]*⟧", text):
        text = re.sub(r"⟦[^⟦⟧]*⟧", "", text)
    return not text.strip()
