"""Attempts are kept once for each changed submission, and a damaged file loses nothing else."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from grader import attempts
from grader.report.model import Criterion, Report

ROWS = (Criterion("a", "A.", 5, 10, "partial"), Criterion("b", "B.", 90, 90, "passed"))
REPORT = Report(
    engine="0.1.0", challenge=5, slug="05_save_to_s3", submission="sha256:1", max_score=100,
    seed=7, graded_on={}, criteria=ROWS,
)  # fmt: skip


def test_a_changed_submission_is_an_attempt(tmp_path: Path) -> None:
    attempts.remember(REPORT, tmp_path)
    attempts.remember(replace(REPORT, seed=8), tmp_path)
    better = replace(REPORT, submission="sha256:2", criteria=(replace(ROWS[0], points=10), ROWS[1]))
    attempts.remember(better, tmp_path)
    first, second = attempts.recall(tmp_path)["05_save_to_s3"]
    assert (first.seed, first.score, second.score) == (8, 95, 100)
    assert attempts.changes(first, second) == {"a": 5}
    assert attempts.best((first, second)) == 100
    assert [p.name for p in tmp_path.iterdir()] == [attempts.FILE]


def test_what_could_not_be_graded_is_no_zero(tmp_path: Path) -> None:
    attempts.remember(replace(REPORT, criteria=(replace(ROWS[0], status="error"),)), tmp_path)
    assert attempts.best(attempts.recall(tmp_path)["05_save_to_s3"]) is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"challenges": {"05": [{"when": 1}]}}', "\0\xff"])
def test_a_damaged_file_is_set_aside(tmp_path: Path, text: str) -> None:
    (tmp_path / attempts.FILE).write_text(text, encoding="latin-1")
    with pytest.raises(attempts.Damaged) as damaged:
        attempts.remember(REPORT, tmp_path)
    assert damaged.value.aside.read_text(encoding="latin-1") == text
    assert len(attempts.recall(tmp_path)["05_save_to_s3"]) == 1
    assert json.loads((tmp_path / attempts.FILE).read_text())["version"] == 1
