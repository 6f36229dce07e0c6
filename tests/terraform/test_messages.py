"""Terraform's messages, as a report can use them."""

from __future__ import annotations

import json

from grader.terraform.messages import diagnostics


def _output(**diagnostic: object) -> str:
    return json.dumps({"type": "diagnostic", "diagnostic": {"severity": "error", **diagnostic}})


def test_a_file_is_named_from_the_top_of_the_submission() -> None:
    place = {"filename": "main.tf", "start": {"line": 3}}
    (found,) = diagnostics(_output(summary="wrong", range=place), (), lambda file: f"infra/{file}")
    assert (found.file, found.line) == ("infra/main.tf", 3)


def test_a_provider_block_that_is_not_there_has_no_place() -> None:
    place = {"filename": "<empty>", "start": {"line": 0}}
    (found,) = diagnostics(_output(summary="wrong", range=place), (), lambda file: file)
    assert (found.file, found.line) == (None, None)
