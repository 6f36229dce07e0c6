"""`check --live` on `up`: everything is judged there, and nothing is left."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from grader.cloud.endpoint import Endpoint

from .conftest import ROOT, Bench, a_desk, until_it_stands


@pytest.fixture(scope="module")
def pipeline(bench: Bench, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mine") / "iss"
    shutil.copytree(
        ROOT / "solutions/iss_pipeline", folder, ignore=shutil.ignore_patterns("build", "*.tfstate")
    )
    bench.on_up("tf", "apply", "--in", str(folder), "-auto-approve")
    return folder


def _report(bench: Bench, number: int, folder: Path, code: int = 0) -> Any:
    out = bench.home / f"{number}.json"
    bench.run(
        "check", str(number), "--live", bench.endpoint, "--in", str(folder),
        "--format", "json", "--out", str(out), code=code,
    )  # fmt: skip
    return json.loads(out.read_text())


def _left(bench: Bench) -> tuple[set[str], int]:
    cloud = Endpoint(bench.endpoint)
    objects = cloud.client("s3").list_objects_v2(Bucket="mi-data-lake").get("Contents", [])
    count = cloud.client("dynamodb").scan(TableName="capturas-iss")["Count"]
    return {one["Key"] for one in objects}, count


@pytest.mark.parametrize("number", range(2, 8))
def test_what_stands_there_earns_everything_and_nothing_is_left(
    bench: Bench, pipeline: Path, number: int
) -> None:
    before = _left(bench)
    report = _report(bench, number, pipeline)
    assert report["score"] == 100
    assert f"up at {bench.endpoint}" in report["graded_on"]["cloud"]
    assert _left(bench) == before


def test_it_says_first_what_it_found(bench: Bench, pipeline: Path) -> None:
    said = bench.run("check", "5", "--live", bench.endpoint, "--in", str(pipeline))
    assert said.startswith("up (s3, lambda, dynamodb, events, scheduler, iam, logs) at ") or (
        "\nup (s3, lambda, dynamodb, events, scheduler, iam, logs) at " in said
    )
    assert "S3 mi-data-lake" in said and "Lambda capturar-iss" in said
    assert "EventBridge captura-iss-schedule" in said


def test_what_is_changed_there_is_seen(bench: Bench, pipeline: Path) -> None:
    functions = Endpoint(bench.endpoint).client("lambda")
    statement = functions.get_policy(FunctionName="capturar-iss")["Policy"]
    sid = json.loads(statement)["Statement"][0]["Sid"]
    functions.remove_permission(FunctionName="capturar-iss", StatementId=sid)
    try:
        rows = {c["id"]: c["points"] for c in _report(bench, 6, pipeline, code=1)["criteria"]}
        assert rows["permission"] == 0 and rows["runs_by_itself"] == 0
        assert rows["rule"] == 20 and rows["target"] == 20
    finally:
        bench.on_up("tf", "apply", "--in", str(pipeline), "-auto-approve")


def test_nothing_there_is_nothing_earned(
    tmp_path_factory: pytest.TempPathFactory, pipeline: Path
) -> None:
    desk = a_desk(tmp_path_factory)
    process = desk.up()
    until_it_stands(process)
    try:
        assert _report(desk, 5, pipeline, code=1)["score"] == 0
        assert not Endpoint(desk.endpoint).client("s3").list_buckets()["Buckets"]
    finally:
        process.terminate()
        process.communicate(timeout=30)


def test_flags_that_do_not_go_together(bench: Bench, pipeline: Path) -> None:
    for words, says in (
        (("--live", "http://s3.amazonaws.com"), "AWS itself"),
        (("--live", "http://192.0.2.1:4566"), "not on this machine"),
        (("--no-wait",), "go with --live"),
        (("--live", bench.endpoint, "--keep"), "nothing is deployed"),
        (("--live", "http://192.0.2.1", "--allow-remote"), "keys of a real account"),
    ):
        assert says in bench.run("check", "5", "--in", str(pipeline), *words, code=64)


@pytest.mark.parametrize("number", (2, 3, 5, 6, 7))
def test_what_is_not_deployed_there_is_said_to_be_so(
    quiet: Bench, tmp_path: Path, number: int
) -> None:
    (solution,) = (ROOT / "solutions").glob(f"{number:02d}_*")
    folder = tmp_path / "mine"
    shutil.copytree(solution, folder, ignore=shutil.ignore_patterns("test_*.py"))
    report = _report(quiet, number, folder, code=1)
    lost = [one for one in report["criteria"] if one["status"] == "failed"]
    assert lost
    for one in lost:
        assert f"tf apply {number}" in one["findings"][0]["hint"], one


def test_a_change_that_is_not_deployed_is_to_be_deployed(
    bench: Bench, pipeline: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(pipeline, folder, ignore=shutil.ignore_patterns("build"))
    with (folder / "lambdas/hello.py").open("a") as source:
        source.write("\n# a change\n")
    report = _report(bench, 3, folder, code=1)
    package = next(one for one in report["criteria"] if one["id"] == "package_is_current")
    assert "tf apply 3" in package["findings"][0]["hint"]
