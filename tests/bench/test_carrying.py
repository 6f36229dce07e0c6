"""The next starter on top of projects that were built otherwise: whole, and nothing twice."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from grader import starter
from grader.bench.carrying import Carried, carry
from grader.course import find

from .conftest import ROOT

Files = dict[str, bytes]


def solution(number: int) -> Files:
    folder = find(str(number)).folder
    names = (ROOT / "solutions" / folder.name).rglob("*")
    return {
        path.relative_to(ROOT / "solutions" / folder.name).as_posix(): path.read_bytes()
        for path in names
        if path.suffix in {".tf", ".py"} and not path.name.startswith("test_")
        and "build" not in path.parts
    }  # fmt: skip


def with_starter(number: int, mine: Mapping[str, bytes]) -> Carried:
    return carry(mine, starter.read(find(str(number)).folder))


def in_one_file(files: Files, *, folder: str = "") -> Files:
    """The same project with all its Terraform in main.tf, below ``folder``."""
    text = b"\n".join(files[name] for name in sorted(files) if name.endswith(".tf"))
    code = {f"{folder}{name}": files[name] for name in files if name.endswith(".py")}
    return {f"{folder}main.tf": text, **code}


def otherwise(files: Files, changes: Mapping[str, str]) -> Files:
    """The same project with other words in it."""
    changed = {}
    for name, content in files.items():
        text = content.decode()
        for pattern, other in changes.items():
            text = re.sub(pattern, other, text)
        changed[name] = text.encode()
    return changed


def resources(carried: Carried) -> list[str]:
    text = b"\n".join(text for name, text in carried.files.items() if name.endswith(".tf"))
    found = re.findall(r'^resource "(\w+)" "(\w+)"', text.decode(), re.MULTILINE)
    return [".".join(one) for one in found]


def types(carried: Carried) -> list[str]:
    return [one.partition(".")[0] for one in resources(carried)]


LAKE = {
    r'"data_lake" \{': '"lake" {',
    r"\.data_lake\b": ".lake",
    r"var\.bucket_name": '"mi-data-lake"',
}
ISS = {
    r'"capturar_iss" \{': '"tracker" {',
    r"(aws_\w+|archive_file|aws_iam_policy_document)\.capturar_iss\b": r"\1.tracker",
    '"capturar-iss"': '"iss-tracker"',
}
RULE = {
    '"cada_minuto"': '"minute"', r"\.cada_minuto\b": ".minute",
    "captura-iss-schedule": "each-minute", '"allow_eventbridge"': '"let_in"',
}  # fmt: skip


def test_a_bucket_of_another_label_is_known_by_its_name() -> None:
    mine = {name: text for name, text in solution(2).items() if name != "outputs.tf"}
    carried = with_starter(3, in_one_file(otherwise(mine, LAKE)))
    assert types(carried).count("aws_s3_bucket") == 1
    assert "data_lake.tf" not in carried.files
    assert ("aws_s3_bucket.data_lake", "aws_s3_bucket.lake") in carried.adapted
    assert b"aws_s3_bucket.lake.bucket" in carried.files["outputs.tf"]


def test_what_an_added_file_needs_comes_along() -> None:
    carried = with_starter(4, solution(3))
    assert "iam_from_starter.tf" in carried.added
    assert carried.files["iam.tf"] == solution(3)["iam.tf"]
    assert {"aws_iam_role.capturar_iss", "aws_iam_role_policy.capturar_iss"} <= set(
        resources(carried)
    )
    assert resources(carried).count("aws_iam_role.hello") == 1


def test_a_missing_variable_comes_along() -> None:
    mine = in_one_file(otherwise(solution(2), {r"var\.\w+": '"x"'}))
    mine["variables.tf"] = b"# none\n"
    kept = re.sub(rb'(?m)^(variable|output) "[^}]*\}\n', b"", mine["main.tf"])
    carried = with_starter(3, {**mine, "main.tf": kept.replace(b'"data_lake"', b'"other"')})
    assert b'variable "bucket_name"' in carried.files["variables_from_starter.tf"]


@pytest.mark.parametrize("number", [5, 6, 7])
def test_a_function_of_another_name_is_not_made_again(number: int) -> None:
    mine = in_one_file(otherwise(solution(number - 1), {**ISS, **RULE, **LAKE}))
    carried = with_starter(number, mine)
    assert types(carried).count("aws_lambda_function") == 1
    assert types(carried).count("aws_cloudwatch_event_rule") <= 1
    assert types(carried).count("aws_s3_bucket") == 1
    assert types(carried) == [one.partition(".")[0] for one in dict.fromkeys(resources(carried))]


def test_a_step_in_a_block_that_is_not_added_is_still_named() -> None:
    carried = with_starter(5, in_one_file(otherwise(solution(4), {**ISS, **LAKE})))
    assert [task[0] for task in carried.tasks if "TODO 1" in task[2]] == ["lambda.tf"]
    steps = with_starter(4, solution(3)).steps
    assert {name for name, _line, _text in steps} == {"capturar_iss.tf", "lambdas/capturar_iss.py"}


def test_a_project_in_a_folder_stays_there() -> None:
    carried = with_starter(4, in_one_file(solution(3), folder="infra/"))
    assert {name.partition("/")[0] for name in carried.files} == {"infra"}


PROJECTS = {
    "of labels of its own": (3, in_one_file(otherwise(solution(2), LAKE))),
    "with iam.tf of its own": (4, solution(3)),
    "in one file": (4, in_one_file(otherwise(solution(3), LAKE))),
    "of names of its own": (5, in_one_file(otherwise(solution(4), {**ISS, **LAKE}))),
    "with a rule of its own": (7, in_one_file(otherwise(solution(6), {**ISS, **RULE}))),
}


@pytest.mark.parametrize("name", PROJECTS)
def test_what_comes_of_it_stands(name: str, tmp_path: Path) -> None:
    number, mine = PROJECTS[name]
    for file, content in with_starter(number, mine).files.items():
        target = tmp_path / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    report = graded(number, tmp_path)
    told = [one["message"] for row in report["criteria"] for one in row["findings"]]
    assert report["status"] == "graded"
    assert not [one for one in told if one.startswith(("Terraform:", "main.tf has"))]
    assert not [one for one in report["advice"] if "twice" in one["message"]]


def graded(number: int, folder: Path) -> Any:
    """Grade in a process of its own: grading makes its process the parent of all orphans."""
    command = [sys.executable, "-m", "grader", "check", str(number), "--in", str(folder)]
    done = subprocess.run(
        [*command, "--format", "json", "--seed", "7"], cwd=ROOT, capture_output=True, check=False
    )
    return json.loads(done.stdout)
