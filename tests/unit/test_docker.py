"""What `doctor` says of a Docker whose daemon answers, and of one whose daemon does not."""

import os
import sys
from pathlib import Path

import pytest

from grader.commands.examined_docker import docker


@pytest.mark.skipif(sys.platform == "win32", reason="the programs are shell scripts")
@pytest.mark.parametrize(
    ("script", "state", "says"),
    [
        ("echo 28.1.0", "good", "its daemon answers (28.1.0)"),
        ("echo Cannot connect >&2; exit 1", "warn", "does not answer"),
        ("echo", "warn", "does not answer"),
    ],
)
def test_the_daemon_is_asked(
    script: str, state: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "docker"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    found = docker()
    assert (found.state, says in found.what) == (state, True)


def test_no_docker_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert docker().state == "good"
