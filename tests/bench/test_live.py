"""`check --live` on `up`: everything is judged there, and nothing is left."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Callable, Mapping
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
        said = desk.run("check", "5", "--live", desk.endpoint, "--in", str(pipeline), code=1)
        assert "nothing of this course is deployed there" in said and " 0/100" in said
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
    if number == 2:
        assert {"bucket_exists", "second_plan_empty"} == {one["id"] for one in lost}


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


def _hints(report: Any) -> dict[str, str]:
    return {one["id"]: one["findings"][0]["hint"] for one in report["criteria"] if one["findings"]}


def _packed(**files: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.py", text)
    return packed.getvalue()


def _change_timeout(endpoint: Endpoint) -> None:
    endpoint.client("lambda").update_function_configuration(FunctionName="capturar-iss", Timeout=2)


def _change_handlers(endpoint: Endpoint) -> None:
    for name in ("capturar-iss", "hello-lambda"):
        endpoint.client("lambda").update_function_configuration(
            FunctionName=name, Handler="main.other"
        )


def _change_bucket(endpoint: Endpoint) -> None:
    endpoint.client("lambda").update_function_configuration(
        FunctionName="capturar-iss",
        Environment={"Variables": {"BUCKET": "nowhere", "TABLE": "capturas-iss"}},
    )


def _change_code(endpoint: Endpoint) -> None:
    endpoint.client("lambda").update_function_code(
        FunctionName="capturar-iss", ZipFile=_packed(capturar_iss="def handler(e, c):\n    pass\n")
    )


def _change_schedule(endpoint: Endpoint) -> None:
    functions, rules = endpoint.client("lambda"), endpoint.client("events")
    policy = json.loads(functions.get_policy(FunctionName="capturar-iss")["Policy"])
    (statement,) = policy["Statement"]
    sid = statement["Sid"]
    functions.remove_permission(FunctionName="capturar-iss", StatementId=sid)
    functions.add_permission(
        FunctionName="capturar-iss",
        StatementId=sid,
        Action="lambda:InvokeFunction",
        Principal="events.amazonaws.com",
        SourceArn="arn:aws:events:us-east-1:000000000000:rule/another",
    )
    rules.put_rule(Name="captura-iss-schedule", ScheduleExpression="rate(5 minutes)")


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (_change_timeout, {4: ("timeout_fits",)}),
        (_change_handlers, {3: ("handler_and_runtime", "answers"), 5: ("deployed",)}),
        (_change_bucket, {5: ("object_per_capture",)}),
        (_change_code, {5: ("object_per_capture",), 7: ("item_per_capture",)}),
        (_change_schedule, {6: ("rule", "permission")}),
    ],
)
def test_what_stands_otherwise_than_the_files_say_is_to_be_deployed(
    bench: Bench,
    pipeline: Path,
    change: Callable[[Endpoint], None],
    wanted: Mapping[int, tuple[str, ...]],
) -> None:
    change(Endpoint(bench.endpoint))
    try:
        for number, lost in wanted.items():
            hints = _hints(_report(bench, number, pipeline, code=1))
            for one in lost:
                assert f"tf apply {number}" in hints[one], (one, hints)
    finally:
        bench.on_up("tf", "apply", "--in", str(pipeline), "-auto-approve")


def test_a_mistake_of_the_files_is_to_be_mended_there(
    bench: Bench, pipeline: Path, tmp_path: Path
) -> None:
    """What stands is just what the files say, so that another apply would change nothing."""
    folder = tmp_path / "mine"
    shutil.copytree(pipeline, folder, ignore=shutil.ignore_patterns("build"))
    capture = folder / "capture.tf"
    capture.write_text(capture.read_text().replace("timeout = 15", "timeout = 2"))
    _change_timeout(Endpoint(bench.endpoint))
    try:
        assert "Set timeout" in _hints(_report(bench, 4, folder, code=1))["timeout_fits"]
    finally:
        bench.on_up("tf", "apply", "--in", str(pipeline), "-auto-approve")
