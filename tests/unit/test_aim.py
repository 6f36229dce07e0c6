"""Endpoints that are lacking, where they cost no points: each is named, with the line to add."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.checked import checked

ROOT = Path(__file__).resolve().parents[2]
LOOKED_UP = '\ndata "aws_caller_identity" "me" {}\n'


@pytest.mark.parametrize(
    ("number", "cut", "added", "score"),
    [
        (3, ("iam", "logs", "sts"), LOOKED_UP, 100),
        (7, ("dynamodb", "events"), "", 100),
        # Terraform refuses it: the endpoints are spoken of all the same.
        (4, ("iam",), '\nresource "aws_sqs_queue" {}\n', None),
    ],
)
def test_every_service_without_an_endpoint_is_named(
    number: int, cut: tuple[str, ...], added: str, score: int | None, tmp_path: Path
) -> None:
    (solution,) = (ROOT / "solutions").glob(f"{number:02d}_*")
    folder = tmp_path / "mine"
    shutil.copytree(solution, folder, ignore=shutil.ignore_patterns("test_*.py"))
    main = folder / "main.tf"
    lines = re.sub(rf"\n +({'|'.join(cut)}) +=.*", "", main.read_text())
    main.write_text(lines + added)
    report = checked(str(number), folder)
    assert score is None or report["score"] == score
    (advice,) = (one for one in report["advice"] if "endpoint" in one["message"])
    assert ", ".join(cut) in advice["message"]
    for service in cut:
        assert f'{service} = "http://localhost:4566"' in advice["hint"]
