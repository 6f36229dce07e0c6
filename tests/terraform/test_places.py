"""Diagnostics say in which line they have their cause, also where it takes help to know."""

from __future__ import annotations

import pytest

from grader.terraform.aws.lambda_rules import RUNTIMES
from grader.terraform.deployment import Diagnostic


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('resource "aws_s3_bucket" "x" {\n  tags   = {}\n  bucket = "Capitals"\n}\n', 3),
        ('resource "aws_s3_bucket" "x" {\n  tags   = {}\n  bucket = "with space"\n}\n', 3),
        ('resource "aws_s3_bucket" "x" {\n  bucket_prefix = "Capitals"\n}\n', 1),
        (
            'resource "aws_s3_bucket" "x" {\n  bucket = "abc"\n}\n'
            'resource "aws_s3_bucket" "y" {\n  depends_on = [aws_s3_bucket.x]\n'
            '  bucket     = "abc"\n}\n',
            6,
        ),
        ('data "aws_s3_bucket" "x" {\n  bucket = "nowhere"\n}\n', 2),
        (
            'data "archive_file" "x" {\n  type        = "zip"\n  output_path = "x.zip"\n'
            '  source_file = "missing.py"\n}\n',
            4,
        ),
        (
            'data "archive_file" "x" {\n  type        = "zip"\n  source_dir  = "missing"\n'
            '  output_path = "x.zip"\n}\n',
            3,
        ),
    ],
)
def test_the_line_is_that_of_the_argument(deploy, text, line):
    provider = 'provider "aws" {\n  region            = "us-west-2"\n  s3_use_path_style = true\n}'
    error = deploy({"main.tf": text}, provider=provider).errors[0]
    assert (error.file, error.line) == ("main.tf", line), error


def test_a_cycle_is_about_the_first_resource_in_it(deploy):
    found = deploy(
        {
            "main.tf": 'resource "aws_s3_bucket" "b" {\n  bucket = local.a\n}\n'
            'resource "aws_s3_bucket" "a" {\n  bucket = aws_s3_bucket.b.id\n}\n'
            "locals {\n  a = aws_s3_bucket.a.id\n}\n"
        }
    )
    (error,) = found.errors
    assert error.summary.startswith("Cycle: ")
    assert error.address == "aws_s3_bucket.a"


@pytest.mark.parametrize(
    ("given", "kind"), [("python3.99", "python"), ("Python 3.12", "python"), ("nodejs1", "nodejs")]
)
def test_of_many_choices_only_those_of_the_kind_meant_are_shown(given, kind):
    def listed(choices):
        return " ".join(f'"{one}"' for one in choices)

    words = "expected runtime to be one of [{}], got {}"
    alike = listed(one for one in RUNTIMES if one.startswith(kind))
    diagnostic = Diagnostic("error", words.format(listed(RUNTIMES), given))
    assert diagnostic.brief == words.format(f"… {alike} …", given)


def test_few_choices_are_all_shown():
    words = 'expected mode to be one of ["Active" "PassThrough"], got passive'
    assert Diagnostic("error", words).brief == words
