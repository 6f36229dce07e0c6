"""The running container, told by a `docker` that answers as Docker's documentation shows it."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from grader.live.container import image_at

from .conftest import ROOT, check, serving

SOLUTION = ROOT / "solutions/01_localstack_setup"
HEALTH = {
    "services": dict.fromkeys(("s3", "lambda", "dynamodb", "events"), "available"),
    "edition": "community",
    "version": "4.14.0",
}


def _docker(folder: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    program = folder / "docker"
    program.write_text(f"#!{sys.executable}\nimport sys\n{body}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.parametrize(
    ("body", "image"),
    [
        ("print('localstack/localstack:4.14.0')", "localstack/localstack:4.14.0"),
        ("assert 'publish=4566' in sys.argv; print('a/b'); print('c/d')", "a/b"),
        ("print()", None),
        ("sys.exit('Cannot connect to the Docker daemon')", None),
    ],
)
def test_the_image_of_who_publishes_the_port(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, image: str | None
) -> None:
    _docker(tmp_path, monkeypatch, body)
    assert image_at(4566) == image


def test_without_docker_nothing_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert image_at(4566) is None


def _answer(path: str) -> tuple[int, object]:
    if path == "/_localstack/health":
        return 200, HEALTH
    return 404, {}


@pytest.mark.parametrize(
    ("running", "advised"),
    [("localstack/localstack:3.0", True), ("localstack/localstack:4.14.0", False)],
)
def test_another_image_than_the_files_is_advised_on(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    running: str,
    advised: bool,
) -> None:
    _docker(tmp_path, monkeypatch, f"print({running!r})")
    folder = tmp_path / "mine"
    shutil.copytree(SOLUTION, folder, ignore=shutil.ignore_patterns("test_*"))
    from grader.live import stage as live

    monkeypatch.setattr(live, "require_answers", lambda endpoint: None)
    with serving(_answer) as port:
        report = check(1, folder, f"http://127.0.0.1:{port}")
    told = [one.message for one in report.advice if "another image" in one.message]
    assert bool(told) is advised, report
    rows = {one.id: one.points for one in report.criteria}
    assert (rows["image"], rows["gateway"], rows["health"]) == (20, 20, 15)
