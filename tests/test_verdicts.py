"""Every case's verdict, and every solution's, by the runner of ``python -m grader lint``.

What can be said of the cases without grading them is in tests/lint.
"""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from grader import cases
from grader.lint.trials import Trials

ROOT = Path(__file__).parent.parent
EVERY = cases.cases(ROOT)
SCHEMA = json.loads((ROOT / "grader/report/report.schema.json").read_text())


@pytest.fixture(scope="session")
def trials(tmp_path_factory: pytest.TempPathFactory) -> Trials:
    home = tmp_path_factory.getbasetemp().parent / "groundtrack-home"
    return Trials(ROOT, tmp_path_factory.mktemp("trials"), home=home)


@pytest.mark.parametrize("case", EVERY, ids=lambda case: case.id)
def test_verdict(case: cases.Case, trials: Trials) -> None:
    outcome = trials.run(case)
    assert not outcome.disagreements, json.dumps(outcome.report, indent=1)
    jsonschema.validate(outcome.report, SCHEMA)


@pytest.mark.official
@pytest.mark.timeout(900)
@pytest.mark.parametrize("case", EVERY, ids=lambda case: case.id)
def test_verdict_by_the_official_provider(case: cases.Case, trials: Trials) -> None:
    outcome = trials.run(case, provider="official")
    assert not outcome.disagreements, json.dumps(outcome.report, indent=1)


def test_there_are_enough_cases() -> None:
    for challenge in sorted({case.challenge for case in EVERY}):
        kinds = [case.kind for case in EVERY if case.challenge == challenge]
        assert kinds.count("variant") >= 6, challenge
        assert kinds.count("wrong") >= 10, challenge
