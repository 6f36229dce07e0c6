"""A running `up`, and the commands that talk to it, all as processes of their own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEADLINE = 60.0


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def until_it_stands(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    said = process.stdout.readline()
    assert said.startswith("The cloud answers"), said + process.stdout.read()


@dataclass(frozen=True)
class Bench:
    """The commands of one student, with a home of their own."""

    home: Path
    port: int
    temporary: Path
    root: Path = ROOT

    @property
    def endpoint(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        kept = {n: v for n, v in os.environ.items() if not n.startswith(("AWS_", "XDG_"))}
        return kept | {
            "HOME": str(self.home),
            "TMPDIR": str(self.temporary),
            "PYTHONPATH": str(self.root),
            # What a real account would need: no command may look at it.
            "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
            "AWS_PROFILE": "no-such-profile",
            "AWS_ENDPOINT_URL": "http://192.0.2.1:1",
        }

    def up(self, port: int | None = None) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "grader", "up", "--port", str(port or self.port)],
            env=self.environment,
            cwd=self.home,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, *words: str, code: int = 0, given: str = "") -> str:
        done = subprocess.run(
            [sys.executable, "-m", "grader", *words],
            env=self.environment,
            cwd=self.home,
            input=given,
            capture_output=True,
            text=True,
            timeout=DEADLINE,
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def on_up(self, *words: str, code: int = 0, given: str = "") -> str:
        return self.run(*words, "--endpoint", self.endpoint, code=code, given=given)


@pytest.fixture
def desk(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return a_desk(tmp_path_factory)


def a_desk(factory: pytest.TempPathFactory) -> Bench:
    return Bench(factory.mktemp("home"), free_port(), factory.mktemp("t"))


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """A bench whose cloud is up."""
    yield from _standing(tmp_path_factory)


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """A bench whose cloud is up, and on which nothing is deployed."""
    yield from _standing(tmp_path_factory)


def _standing(factory: pytest.TempPathFactory) -> Iterator[Bench]:
    made = a_desk(factory)
    process = made.up()
    try:
        until_it_stands(process)
        yield made
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=DEADLINE)
