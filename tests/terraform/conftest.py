"""A cloud to deploy to, and folders of Terraform written on the spot."""

from __future__ import annotations

import contextlib
import io
import os
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config

from grader.sandbox.cells import CellFolder
from grader.terraform.core import Outcome
from grader.terraform.deploy import DeployChild, Official
from grader.terraform.deployment import Deployment

PROVIDER = """
provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  s3_use_path_style           = true
}
"""

RECORDED = Path(__file__).parent / "recorded"
Deploy = Callable[..., Deployment]
Changes = Callable[..., list[Outcome]]


class Cloud:
    """An emulator of our own, empty at the start of every test."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint

    def client(self, service: str) -> Any:
        return boto3.client(
            service,
            endpoint_url=self.endpoint,
            region_name="us-east-1",
            aws_access_key_id="test",
            aws_secret_access_key="test",
            config=Config(s3={"addressing_style": "path"}),
        )

    def reset(self) -> None:
        request = urllib.request.Request(f"{self.endpoint}/_ministack/reset", method="POST")
        urllib.request.urlopen(request, timeout=10).read()


@pytest.fixture(scope="session")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    folder = tmp_path_factory.mktemp("cloud")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "ministack.app"],
        cwd=folder,
        env={
            "PATH": os.defpath,
            "TMPDIR": str(folder),
            "GATEWAY_PORT": str(port),
            "BIND_HOST": "127.0.0.1",
            "IOT_MTLS_ENABLED": "0",
            "SFTP_ENABLED": "0",
            "S3_DATA_DIR": str(folder / "s3"),
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    cloud = Cloud(f"http://127.0.0.1:{port}")
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{cloud.endpoint}/_ministack/health", timeout=1).read()
            break
    else:
        pytest.fail("the emulator did not start")
    yield cloud
    process.kill()
    process.wait()


@pytest.fixture
def cloud(emulator: Cloud) -> Cloud:
    emulator.reset()
    return emulator


@pytest.fixture
def cell() -> Iterator[CellFolder]:
    folder = CellFolder.create()
    yield folder
    folder.remove()


@pytest.fixture
def deploy(cloud: Cloud, cell: CellFolder) -> Deploy:
    """Deploy files (name -> text or bytes); the provider block is added to the root module.

    ``official`` is the program of the official provider, where it is to deploy them.
    """

    def run(
        files: Mapping[str, str | bytes],
        *,
        provider: str = PROVIDER,
        second_plan: bool = True,
        seconds: float = 60,
        terraform: str = "bundled",
        with_provider: bool = True,
        directory: str = ".",
        official: Path | None = None,
    ) -> Deployment:
        work = cell.path / "work"
        work.mkdir()
        first = {f"{directory}/provider.tf": provider} if with_provider else {}
        for name, content in {**first, **files}.items():
            file = work / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        child = DeployChild.start(
            cell,
            work,
            directory=directory,
            terraform=terraform,
            official=None if official is None else Official(official, cloud.endpoint),
        )
        try:
            return child.deploy(cloud.endpoint, second_plan=second_plan, seconds=seconds)
        finally:
            child.stop()

    return run


@pytest.fixture(scope="session")
def recorded() -> Callable[[str], dict[str, str | bytes]]:
    """The files of a recorded configuration, by its name."""

    def read(name: str) -> dict[str, str | bytes]:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            code = (RECORDED / "state" / "hello.py").read_text(encoding="utf-8")
            archive.writestr(zipfile.ZipInfo("hello.py"), code)
        files = {file.name: file.read_bytes() for file in (RECORDED / name).glob("*.*")}
        return {**files, "hello.zip": buffer.getvalue()}

    return read


@pytest.fixture(scope="session")
def package() -> bytes:
    """A zip with a function in it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("hello.py", "def handler(event, context):\n    return {}\n")
    return buffer.getvalue()


@pytest.fixture
def changes(cloud: Cloud, cell: CellFolder) -> Changes:
    """Apply one main.tf after the other in the same folder, with one state."""

    def run(
        *contents: str,
        files: Mapping[str, bytes] | None = None,
        between: Callable[[], None] = lambda: None,
    ) -> list[Outcome]:
        work = cell.path / "work"
        work.mkdir()
        (work / "provider.tf").write_text(PROVIDER, encoding="utf-8")
        for name, data in (files or {}).items():
            (work / name).write_bytes(data)
        # The child serves the types that it finds when it starts.
        (work / "main.tf").write_text(contents[0], encoding="utf-8")
        child = DeployChild.start(cell, work)
        found = []
        try:
            for number, content in enumerate(contents):
                if number:
                    between()
                (work / "main.tf").write_text(content, encoding="utf-8")
                found.append(
                    child.terraform(
                        "apply",
                        "-auto-approve",
                        "-input=false",
                        "-no-color",
                        "-json",
                        endpoint=cloud.endpoint,
                        seconds=60,
                    )
                )
        finally:
            child.stop()
        return found

    return run
