"""Grading on clouds that are not ours: what can be judged is, the rest is not a zero."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import ROOT, World, check, client, deploy, statuses

FIVE = ROOT / "solutions/05_save_to_s3"
CODE = """
import json, os, time, urllib.request
import boto3

s3 = boto3.client("s3")


def handler(event, context):
    with urllib.request.urlopen(os.environ["API"], timeout=5) as answer:
        told = json.load(answer)
    moment = time.gmtime(told["timestamp"])
    key = time.strftime("raw/iss/%Y-%m-%d/%Y%m%dT%H%M%SZ.json", moment)
    capture = {n: told[n] for n in ("latitude", "longitude", "altitude", "velocity", "timestamp")}
    s3.put_object(Bucket="mi-data-lake", Key=key, Body=json.dumps(capture))
    return capture
"""


def _deployed(url: str, world: World, code: str = CODE) -> None:
    deploy(url, code, name="capturar-iss", environment={"API": world.now, "AWS_ENDPOINT_URL": url})


def _keys(url: str) -> list[str]:
    listed = client(url, "s3").list_objects_v2(Bucket="mi-data-lake")
    return [one["Key"] for one in listed.get("Contents", [])]


def test_positions_are_compared_with_the_api_and_nothing_is_left(
    ministack: str, world: World
) -> None:
    _deployed(ministack, world)
    report = check(5, FIVE, ministack, api=world.positions)
    assert statuses(report) == {
        "deployed": "passed",
        "object_per_capture": "passed",
        "key": "passed",
        "five_fields": "passed",
        "two_captures": "passed",
        "failed_capture": "not_judged",
    }, report
    assert (report.status, report.score_min, report.score_max) == ("incomplete", 90, 100)
    assert "MiniStack" in report.graded_on["cloud"]
    assert report.graded_on["positions"] == "positions compared with the API"
    assert _keys(ministack) == []


def test_a_position_that_the_api_did_not_give_is_wrong(ministack: str, world: World) -> None:
    world.shift = 0.5
    _deployed(ministack, world)
    report = check(5, FIVE, ministack, api=world.positions)
    assert statuses(report)["five_fields"] == "failed"
    assert statuses(report)["key"] == "passed"


def test_without_the_api_what_is_plausible_passes(ministack: str, world: World) -> None:
    world.is_down = True
    _deployed(ministack, world)
    report = check(5, FIVE, ministack, api=world.positions)
    assert statuses(report)["five_fields"] == "passed"
    assert "plausible" in report.graded_on["positions"]
    world.shift = 200.0
    assert statuses(check(5, FIVE, ministack, api=world.positions))["five_fields"] == "failed"


def test_without_any_network_nothing_is_lost(ministack: str, world: World) -> None:
    _deployed(ministack, world, CODE.replace('os.environ["API"]', '"http://127.0.0.1:9/"'))
    report = check(5, FIVE, ministack)
    assert set(statuses(report).values()) == {"not_judged"}


def test_a_function_that_is_not_there_is_missed(ministack: str, tmp_path: Path) -> None:
    functions = client(ministack, "lambda")
    for one in functions.list_functions()["Functions"]:
        functions.delete_function(FunctionName=one["FunctionName"])
    report = check(5, FIVE, ministack)
    assert (report.status, report.score) == ("graded", 0)
    assert "stands there" in report.criteria[0].findings[0].message


@pytest.mark.parametrize("number", [3, 5, 6, 7])
def test_what_moto_cannot_run_is_never_a_zero(moto: str, number: int, world: World) -> None:
    _deployed(moto, world)
    deploy(moto, CODE, name="hello-lambda", environment={})
    (folder,) = ROOT.glob(f"solutions/{number:02}_*")
    report = check(number, folder, moto)
    assert report.graded_on["cloud"].startswith("moto")
    lost = {k for k, v in statuses(report).items() if v in ("failed", "not_run")}
    # What moto does tell is judged: there is no table and no rule.
    assert lost <= {"table", "rule", "target", "permission", "runs_by_itself"}
    assert "not_judged" in statuses(report).values()
