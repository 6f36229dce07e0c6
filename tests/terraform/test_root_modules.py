"""Terraform below the top of a submission: which folder it is run in, and what it may reach."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.hcl.configuration import Configuration
from grader.submission import Submission
from grader.terraform.folder import look_into
from grader.terraform.root_modules import root_modules

PROVIDER = 'provider "aws" {\n  region = "us-east-1"\n}\n'
BUCKET = 'resource "aws_s3_bucket" "x" {\n  bucket = "abc"\n}\n'


def calling(*sources: str) -> str:
    return "".join(
        f'module "m{number}" {{\n  source = "{source}"\n}}\n'
        for number, source in enumerate(sources)
    )


@pytest.mark.parametrize(
    ("files", "roots"),
    [
        ({"main.tf": BUCKET, "infra/main.tf": PROVIDER}, (".",)),
        ({"main.tf.json": "{}", "infra/main.tf": PROVIDER}, (".",)),
        ({"infra/main.tf": BUCKET, "lambdas/x.py": ""}, ("infra",)),
        ({"infra/main.tf.json": "{}"}, ("infra",)),
        ({"a/b/main.tf": calling("../c"), "a/c/main.tf": BUCKET}, ("a/b",)),
        ({"lake/main.tf": BUCKET, "zz/main.tf": calling("./../lake/")}, ("zz",)),
        ({"zz/main.tf": calling("./lake"), "zz/lake/main.tf": PROVIDER}, ("zz",)),
        ({"a/main.tf": BUCKET, "b/main.tf": PROVIDER}, ("b",)),
        ({"a/b/main.tf": PROVIDER, "c/main.tf": PROVIDER}, ("c", "a/b")),
        (
            {
                "envs/prod/main.tf": PROVIDER + calling("../../modules/lake"),
                "envs/dev/main.tf": PROVIDER + calling("../../modules/lake"),
                "modules/lake/main.tf": BUCKET,
            },
            ("envs/dev", "envs/prod"),
        ),
        ({"a/main.tf": calling("../b"), "b/main.tf": calling("../a")}, ("a", "b")),
        ({"a/main.tf": "resource {", "b/main.tf": PROVIDER}, ("b",)),
        ({"lambdas/x.py": ""}, (".",)),
    ],
)
def test_the_root_module_is_the_one_that_nothing_calls(tmp_path: Path, files, roots):
    for name, text in files.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    submission = Submission(tmp_path, tuple(files), "")
    assert root_modules(submission, lambda: Configuration.of(submission)) == roots


def test_nothing_is_parsed_for_a_root_at_the_top(tmp_path: Path):
    submission = Submission(tmp_path, ("main.tf", "modules/lake/main.tf"), "")

    def never() -> Configuration:
        raise AssertionError("parsed")

    assert root_modules(submission, never) == (".",)


CODE = b"def handler(event, context):\n    return {}\n"
FUNCTION = """
data "archive_file" "x" {
  type        = "zip"
  source_file = "${path.module}/../lambdas/x.py"
  output_path = "${path.module}/../build/x.zip"
}
resource "aws_lambda_function" "x" {
  function_name    = "x"
  filename         = data.archive_file.x.output_path
  source_code_hash = data.archive_file.x.output_base64sha256
  handler          = "x.handler"
  runtime          = "python3.12"
  role             = "arn:aws:iam::000000000000:role/x"
  description      = file("../about.txt")
}
module "lake" {
  source = "../modules/lake"
}
"""


def test_code_and_modules_may_lie_beside_the_root_module(deploy, cell):
    found = deploy(
        {
            "infra/main.tf": FUNCTION,
            "lambdas/x.py": CODE,
            "about.txt": "about",
            "modules/lake/main.tf": 'terraform {\n  required_version = "~> 0.13"\n}\n' + BUCKET,
        },
        directory="infra",
    )
    assert found.stage == "applied", found.errors
    assert found.second_plan == ()
    function = next(one for one in found.resources if one.type == "aws_lambda_function")
    assert function.attributes["filename"] == "./../build/x.zip"
    assert (cell.path / "work/build/x.zip").is_file()
    assert not (cell.path / "work/terraform.tfstate").exists()


def test_a_backend_is_left_aside_below_the_top_as_well(deploy):
    backend = 'terraform {\n  backend "s3" {\n    bucket = "state"\n  }\n}\n'
    found = deploy({"infra/main.tf": backend + BUCKET}, directory="infra")
    assert found.stage == "applied", found.errors
    assert found.second_plan == ()


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({"infra/main.tf": "resource {\n"}, ("infra/main.tf", 1)),
        ({"infra/main.tf": BUCKET.replace("bucket =", "naem =")}, ("infra/main.tf", 2)),
        (
            {
                "infra/main.tf": calling("../modules/lake"),
                "modules/lake/main.tf": BUCKET.replace("bucket =", "naem ="),
            },
            ("modules/lake/main.tf", 2),
        ),
        ({"infra/main.tf": FUNCTION, "modules/lake/main.tf": ""}, ("infra/main.tf", 4)),
        ({"infra/main.tf": FUNCTION.replace("../l", "../../l")}, ("infra/main.tf", 4)),
    ],
)
def test_places_count_from_the_top_of_the_submission(deploy, files, place):
    files = {"modules/lake/main.tf": "", "about.txt": "", **files}
    error = deploy(files, directory="infra").errors[0]
    assert (error.file, error.line) == place, error


@pytest.mark.parametrize("path", ["../../secret.txt", "${path.module}/../../secret.txt"])
def test_what_lies_above_the_submission_stays_out_of_reach(deploy, cell, path):
    (cell.path / "secret.txt").write_text("the secret")
    block = f'data "local_file" "x" {{\n  filename = "{path}"\n}}\n'
    block += 'output "x" {\n  value = data.local_file.x.content\n}\n'
    found = deploy({"infra/main.tf": block}, directory="infra")
    assert found.stage == "valid"
    assert "the secret" not in str(found)


@pytest.mark.parametrize(
    ("expression", "outside"),
    [
        ('file("../lambdas/x.py")', False),
        ('file("./../x.py")', False),
        ('file("../../secret")', True),
        ('file("../infra/../../secret")', True),
        ('file("..\\\\..\\\\secret")', True),
    ],
)
def test_files_beside_the_root_module_are_inside(tmp_path: Path, expression, outside):
    (tmp_path / "infra").mkdir()
    (tmp_path / "infra/main.tf").write_text(f"locals {{\n  x = {expression}\n}}\n")
    assert look_into(tmp_path, "infra").reads_outside is outside
