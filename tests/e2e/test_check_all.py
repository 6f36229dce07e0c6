"""``check all``: several challenges in one run and one summary."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema

from .conftest import ROOT, Grader

SCHEMA = json.loads((ROOT / "grader/report/report.schema.json").read_text())


def test_the_finished_pipeline_earns_everything_in_every_challenge(grader: Grader) -> None:
    out = grader.run(
        "check", "all", "--in", str(ROOT / "solutions/iss_pipeline"), "--format", "json", code=0
    )
    reports = json.loads(out)
    for report in reports:
        jsonschema.validate(report, SCHEMA)
    assert [(report["challenge"], report["score"]) for report in reports] == [
        (number, 100) for number in range(1, 8)
    ]


def test_what_is_there_is_summed_up(grader: Grader, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "solutions/02_s3_bucket", tmp_path / "02_s3_bucket")
    (tmp_path / "03_hello_lambda").mkdir()
    out = grader.run("check", "all", "--in", str(tmp_path), code=1)
    assert "100/100" in out
    assert "100 of 200 points, 1 of 2 challenges complete" in out
    assert "python -m grader check 3" in out


def test_wrong_usage_of_all(grader: Grader, tmp_path: Path) -> None:
    for words, says in (
        (["--in", str(tmp_path)], "holds no folder of a challenge"),
        (["--in", str(tmp_path / "missing")], "There is no folder"),
        (["key"], "check one challenge"),
        (["--keep"], "check one challenge"),
    ):
        assert grader.run("check", "all", *words, code=64) == ""
        assert says in grader.errors
