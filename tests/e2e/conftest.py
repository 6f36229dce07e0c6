"""The command as a student runs it, each time with a home and a temporary folder of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import pytest

ROOT = Path(__file__).parent.parent.parent

PROVIDER = """
provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
  endpoints {
    s3     = "http://localhost:4566"
    lambda = "http://localhost:4566"
  }
}
"""
FUNCTION = """
data "archive_file" "zip" {
  type        = "zip"
  source_file = "lambdas/capturar_iss.py"
  output_path = "lambdas/capturar_iss.zip"
}

resource "aws_lambda_function" "capturar_iss" {
  function_name    = "capturar-iss"
  filename         = data.archive_file.zip.output_path
  source_code_hash = data.archive_file.zip.output_base64sha256
  handler          = "capturar_iss.handler"
  runtime          = "python3.12"
  role             = "arn:aws:iam::000000000000:role/lambda-role"
  timeout          = 5
}
"""
HONEST = """
import json
import urllib.request


def handler(event, context):
    url = "https://api.wheretheiss.at/v1/satellites/25544"
    with urllib.request.urlopen(url, timeout=3) as response:
        data = json.load(response)
    return {name: data[name] for name in ("latitude", "longitude", "altitude", "velocity")}
"""


@dataclass
class Grader:
    """Runs commands from the project's root with an environment of its own."""

    home: Path
    temporary: Path
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        return {
            "PATH": "/usr/bin:/bin",
            "HOME": str(self.home),
            "TMPDIR": str(self.temporary),
            "XDG_CACHE_HOME": str(ROOT_CACHE),
            **self.extra,
        }

    def start(self, *words: str, **options: Any) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "grader", *words],
            cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options,
        )  # fmt: skip

    def run(self, *words: str, code: int | None = None) -> str:
        process = self.start(*words)
        out, errors = process.communicate(timeout=110)
        if code is not None:
            assert process.returncode == code, (process.returncode, out.decode(), errors.decode())
        self.errors = errors.decode()
        return out.decode()

    def report(self, *words: str) -> Any:
        text = self.run("check", *words, "--format", "json", "--seed", "11")
        assert text, self.errors
        return json.loads(text)

    def processes(self) -> list[psutil.Process]:
        """Return the processes that carry a cell of this grader in their environment."""
        mine = []
        for process in psutil.process_iter():
            try:
                if process.environ().get("TMPDIR", "").startswith(f"{self.temporary}/"):
                    mine.append(process)
            except (psutil.Error, OSError):
                continue
        return mine

    def folders(self) -> list[Path]:
        return list(self.temporary.glob("groundtrack-*/*"))

    def assert_nothing_left(self, seconds: float = 10.0) -> None:
        deadline = time.monotonic() + seconds
        while self.processes() or self.folders():
            if time.monotonic() > deadline:
                raise AssertionError(
                    [(p.pid, p.cmdline()) for p in self.processes()] + self.folders()
                )
            time.sleep(0.05)


ROOT_CACHE = Path(tempfile.gettempdir()) / f"groundtrack-test-cache-{os.getuid()}"


@pytest.fixture
def grader(tmp_path: Path) -> Iterator[Grader]:
    # pytest's own folders have paths too long for the sockets in a cell.
    temporary = Path(tempfile.mkdtemp(prefix="gt-"))
    yield Grader(tmp_path, temporary)
    shutil.rmtree(temporary, ignore_errors=True)


@pytest.fixture
def submission(tmp_path: Path) -> Path:
    """A correct challenge 4 that tests change."""
    folder = tmp_path / "submission"
    (folder / "lambdas").mkdir(parents=True)
    (folder / "main.tf").write_text(PROVIDER + FUNCTION)
    (folder / "lambdas/capturar_iss.py").write_text(HONEST)
    return folder
