"""The workflow file for students' repositories: what it may do, and what its steps do."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent.parent
FILE = ROOT / "docs" / "github-workflow.yml"
WORKFLOW: dict[Any, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = WORKFLOW["jobs"]["check"]["steps"]


def test_it_runs_on_push_and_pull_request() -> None:
    # YAML 1.1 reads the key `on` as true.
    assert set(WORKFLOW[True]) == {"push", "pull_request"}


def test_it_may_read_and_nothing_else() -> None:
    assert WORKFLOW["permissions"] == {"contents": "read"}
    assert "permissions" not in WORKFLOW["jobs"]["check"]
    text = FILE.read_text(encoding="utf-8")
    assert "secrets." not in text
    assert "pull_request_target" not in text
    for step in STEPS:
        if step.get("uses", "").startswith("actions/checkout"):
            assert step["with"]["persist-credentials"] is False


def test_it_uses_two_actions_pinned_by_their_major_version() -> None:
    used = {step["uses"] for step in STEPS if "uses" in step}
    assert {name.partition("@")[0] for name in used} == {"actions/checkout", "actions/setup-python"}
    assert all(re.fullmatch(r"[a-z/-]+@v\d+", name) for name in used)


def test_no_expression_is_pasted_into_a_script() -> None:
    assert not any("${{" in step.get("run", "") for step in STEPS)


def test_the_readme_names_it() -> None:
    assert FILE.relative_to(ROOT).as_posix() in (ROOT / "README.md").read_text(encoding="utf-8")


def run(step: str, folder: Path, course: str = "") -> tuple[int, str, str]:
    """Run a step as GitHub's runner does; return its code, its output and the job's summary."""
    (script,) = (s["run"] for s in STEPS if s["name"] == step)
    summary = folder.parent / "summary.md"
    summary.write_text("")
    binaries = folder.parent / "bin"
    binaries.mkdir(exist_ok=True)
    python = binaries / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder, capture_output=True, check=False, timeout=100,
        env={
            **WORKFLOW["env"],
            "COURSE": course,
            "PATH": f"{binaries}:{os.defpath}",
            "HOME": str(folder.parent),
            "TMPDIR": str(folder.parent),
            "GITHUB_ACTIONS": "true",
            "GITHUB_WORKSPACE": str(folder),
            "GITHUB_STEP_SUMMARY": str(summary),
        },
    )  # fmt: skip
    return done.returncode, done.stdout.decode() + done.stderr.decode(), summary.read_text()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A student's copy of the course, in which nothing is begun."""
    folder = tmp_path / "work"
    ignore = shutil.ignore_patterns("__pycache__", "build")
    for name in ("grader", "dashboard", "challenges"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignore)
    return folder


needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")


@needs_bash
def test_what_is_not_begun_is_not_checked(copy: Path) -> None:
    code, output, summary = run("Check", copy)
    assert (code, summary) == (0, ""), output
    assert "No challenge is begun yet." in output


@needs_bash
def test_what_is_begun_is_checked_and_shown_at_its_line(copy: Path) -> None:
    mine = copy / "challenges" / "02_s3_bucket"
    for file in (ROOT / "solutions" / "02_s3_bucket").glob("*.tf"):
        shutil.copy(file, mine)
    named = mine / "variables.tf"
    good = named.read_text(encoding="utf-8")
    named.write_text(good.replace("mi-data-lake", "my-data-lake"), encoding="utf-8")
    code, output, summary = run("Check", copy)
    assert code == 1, output
    assert re.search(r"^::error file=challenges/02_s3_bucket/\w+\.tf,line=", output, re.MULTILINE)
    assert output.count("::notice title=") == 1
    assert "## 2 · s3\\_bucket: " in summary
    named.write_text(good, encoding="utf-8")
    code, output, summary = run("Check", copy)
    assert code == 0, output
    assert "::error" not in output
    assert "100/100" in summary


@needs_bash
def test_a_repository_of_my_own_folders(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    shutil.copytree(ROOT / "solutions" / "02_s3_bucket", folder / "02_s3_bucket")
    code, output, summary = run("Check", folder, course="someone/course")
    assert code == 0, output
    assert "## 2 · s3\\_bucket: 100/100" in summary


@needs_bash
@pytest.mark.parametrize(("course", "place"), [("", "./"), ("someone/course", "./.course")])
def test_the_grader_is_installed_from_where_the_course_is(
    course: str, place: str, tmp_path: Path
) -> None:
    """The words of the step, without the network that pip needs."""
    (script,) = (s["run"] for s in STEPS if s["name"] == "Install the grader")
    words = subprocess.run(
        ["bash", "-c", f"python() {{ printf '%s\\n' \"$@\"; }}\n{script}"],
        env={"COURSE": course, "PATH": os.defpath}, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    assert words == ["-m", "pip", "install", "--quiet", "--editable", place]
    assert not course or any(
        step.get("with", {}).get("path") == ".course" for step in STEPS if "if" in step
    )
