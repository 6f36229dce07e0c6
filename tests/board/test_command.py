"""The command: what it says when it cannot begin, and that it begins and ends cleanly."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from grader.classroom.gradebook.book import Gradebook
from grader.cli import main
from grader.commands.board import listening_at
from grader.exits import INTERRUPTED, USAGE

from .invented import Invented

ROOT = Path(__file__).parent.parent.parent


def test_a_missing_gradebook_is_said_with_the_command_that_makes_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for out in (tmp_path, tmp_path / "nothing"):
        assert main(["board", str(out)]) == USAGE
        assert f"batch SUBMISSIONS --out {out}" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_busy_port_is_said_with_another(
    tmp_path: Path, few: Gradebook, capsys: pytest.CaptureFixture[str]
) -> None:
    del few
    with listening_at(0) as taken:
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["board", str(tmp_path), "--port", str(port)]) == USAGE
    told = capsys.readouterr().err
    assert f"Port {port} cannot be used" in told and "--port" in told


@pytest.mark.parametrize("port", ["-1", "65536", "99999999999"])
def test_a_port_that_is_none_is_said(
    port: str, tmp_path: Path, few: Gradebook, capsys: pytest.CaptureFixture[str]
) -> None:
    del few
    assert main(["board", str(tmp_path), f"--port={port}"]) == USAGE
    assert f"Port {port} cannot be used" in capsys.readouterr().err


def test_it_listens_on_this_machine_only() -> None:
    with listening_at(0) as here:
        assert here.getsockname()[0] == "127.0.0.1" and here.family == socket.AF_INET


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C of one process alone needs POSIX")
def test_it_begins_is_read_and_ends_by_ctrl_c(tmp_path: Path, few: Gradebook) -> None:
    few.note("challenges", ",".join(one.slug for one in Invented(6, 8).settings.challenges))
    board = subprocess.Popen(
        [sys.executable, "-m", "grader", "board", str(tmp_path), "--port", "0", "--token", "t"],
        cwd=ROOT, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert board.stderr is not None
        told = board.stderr.readline()
        link = next(word for word in told.split() if word.startswith("http"))
        url = link.rstrip(";").partition("?")[0]
        with urllib.request.urlopen(url, timeout=20) as answer:
            assert b"Student 006" in answer.read()
        with urllib.request.urlopen(f"{url}live/events", timeout=20) as stream:
            assert stream.readline() == b"event: progress\n"
            board.send_signal(signal.SIGINT)
            _out, rest = board.communicate(timeout=20)
        assert "Traceback" not in rest
        assert board.returncode == INTERRUPTED
    finally:
        board.kill()
        board.wait()
