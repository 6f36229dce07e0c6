"""The pipeline of the course, deployed and looked at by hand on a running `up`."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from .conftest import ROOT, Bench


@pytest.fixture(scope="module")
def deployed(bench: Bench, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the whole pipeline, applied."""
    folder = tmp_path_factory.mktemp("mine") / "iss"
    shutil.copytree(
        ROOT / "solutions/iss_pipeline", folder, ignore=shutil.ignore_patterns("build", "*.tfstate")
    )
    assert "has been successfully initialized" in bench.on_up("tf", "init", "--in", str(folder))
    said = bench.on_up("tf", "apply", "--in", str(folder), given="yes\n")
    assert "Apply complete!" in said
    return folder


def test_a_second_plan_is_empty(bench: Bench, deployed: Path) -> None:
    assert "No changes." in bench.on_up("tf", "plan", "--in", str(deployed))


def test_variables_that_are_taken_out_are_gone(quiet: Bench, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "solutions/03_hello_lambda", tmp_path / "mine")
    (main,) = (tmp_path / "mine").glob("lambda.tf")
    text = main.read_text()
    head = 'resource "aws_lambda_function" "hello" {\n'
    block = '  environment {\n    variables = { GREETING = "hola" }\n  }\n'
    assert head in text
    main.write_text(text.replace(head, head + block))
    folder = ("--in", str(tmp_path / "mine"))
    quiet.on_up("tf", "apply", *folder, "-auto-approve")
    main.write_text(text)
    assert "1 changed" in quiet.on_up("tf", "apply", *folder, "-auto-approve")
    assert "No changes." in quiet.on_up("tf", "plan", *folder)
    quiet.on_up("tf", "destroy", *folder, "-auto-approve")


def test_what_terraform_says_no_to_is_its_exit_code(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text('resource "aws_s3_bucket" "b" {\n  bukket = "x"\n}\n')
    said = bench.on_up("tf", "plan", "--in", str(tmp_path), code=1)
    assert "Unsupported argument" in said


def test_our_own_warnings_are_in_words(bench: Bench, tmp_path: Path) -> None:
    main = (ROOT / "solutions/03_hello_lambda").glob("*.tf")
    for file in main:
        text = file.read_text().replace('"python3.12"', '"python3.14"')
        (tmp_path / file.name).write_text(text)
    shutil.copytree(ROOT / "solutions/03_hello_lambda/lambdas", tmp_path / "lambdas")
    said = bench.on_up("tf", "plan", "--in", str(tmp_path))
    assert '"python3.14" needs release 6.x of the aws provider' in said


def test_a_run_its_object_its_item_and_its_log(bench: Bench, deployed: Path) -> None:
    answer = json.loads(bench.on_up("invoke", "capturar-iss"))
    assert "s3://mi-data-lake" in bench.on_up("ls")
    listed = re.findall(r"s3://mi-data-lake/\S+", bench.on_up("ls", "s3://mi-data-lake/raw/"))
    assert listed
    kept = [json.loads(bench.on_up("cat", one)) for one in listed]
    assert answer["latitude"] in [one["latitude"] for one in kept]
    items = [json.loads(line) for line in bench.on_up("scan", "capturas-iss").splitlines()]
    assert {item["s3_path"] for item in items} == set(listed)
    assert "START RequestId" in bench.on_up("logs", "capturar-iss")


def test_advance_lets_the_rule_fire(bench: Bench, deployed: Path) -> None:
    before = bench.on_up("ls", "s3://mi-data-lake/").count("s3://")
    said = bench.on_up("advance", "4m60s")
    assert re.search(r"It is \d{4}-\d\d-\d\dT", said)
    assert re.search(r"[56] runs of Lambdas on the way", said)
    assert bench.on_up("ls", "s3://mi-data-lake/").count("s3://") >= before + 4


def test_names_that_are_not_there(bench: Bench, deployed: Path) -> None:
    assert "there is: capturar-iss" in bench.on_up("invoke", "capturar", code=64)
    assert "there is: capturas-iss" in bench.on_up("scan", "nada", code=2)
    assert "there is: capturar-iss" in bench.on_up("logs", "capturar", code=64)
    assert "there is: mi-data-lake" in bench.on_up("ls", "s3://nada", code=2)
    assert "is no object: name one" in bench.on_up("cat", "s3://mi-data-lake", code=64)
    assert f"grader ls s3://mi-data-lake --endpoint {bench.endpoint}" in bench.on_up(
        "cat", "s3://mi-data-lake/nada", code=2
    )
    assert "The event cannot be read" in bench.on_up(
        "invoke", "capturar-iss", "--event", "{", code=64
    )


def test_a_cloud_with_no_bucket_says_so(quiet: Bench) -> None:
    assert "There is no bucket yet." in quiet.on_up("ls")


def test_what_left_the_files_is_destroyed_too(bench: Bench, tmp_path: Path) -> None:
    source = 'resource "aws_sqs_queue" "q" {\n  name = "to-be-removed"\n}\n'
    (tmp_path / "main.tf").write_text(source)
    bench.on_up("tf", "apply", "--in", str(tmp_path), "-auto-approve")
    (tmp_path / "main.tf").write_text('output "nothing" {\n  value = 1\n}\n')
    said = bench.on_up("tf", "destroy", "--in", str(tmp_path), "-auto-approve")
    assert "Destroy complete! Resources: 1 destroyed." in said


def test_where_nothing_answers_the_port_is_kept(desk: Bench) -> None:
    assert f"python -m grader up --port {desk.port}" in desk.on_up("ls", code=2)
