"""What Terraform refuses of a schedule stands under the criterion that it is about."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from grader.course import find
from grader.grade import grade
from grader.stage import Options

CASES = Path(__file__).resolve().parents[1] / "verdicts/06_schedule"


@pytest.mark.parametrize(
    ("case", "part", "says"),
    [
        ("input_that_is_no_json", "target", "invalid JSON"),
        ("source_arn_that_is_none", "permission", "invalid ARN"),
    ],
)
def test_a_refusal_is_reported_where_it_belongs(
    case: str, part: str, says: str, tmp_path: Path
) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(CASES / case, folder, ignore=shutil.ignore_patterns("expected.toml"))
    report = grade(find("6"), folder, Options(seed=3))
    told = {one.id: one.findings[0] for one in report.criteria if one.status == "failed"}
    assert says in told[part].message and told[part].where is not None and told[part].hint
    for other in {"rule", "target", "permission"} - {part}:
        assert says not in told[other].message
        assert f"the criterion of the {part} shows it" in (told[other].hint or "")
