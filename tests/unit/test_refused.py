"""What Terraform refuses of a schedule stands under the criterion that it is about."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.checked import checked

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
    rows = [row for row in checked("6", folder)["criteria"] if row["status"] == "failed"]
    told = {row["id"]: row["findings"][0] for row in rows}
    assert says in told[part]["message"] and told[part]["where"] and told[part]["hint"]
    for other in {"rule", "target", "permission"} - {part}:
        assert says not in told[other]["message"]
        assert f"the criterion of the {part} shows it" in told[other]["hint"]
