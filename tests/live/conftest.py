"""Clouds that are not ours, and a world for them, on this machine."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from grader.cloud.clients import Clients
from grader.cloud.endpoint import Endpoint
from grader.course import find
from grader.grade import grade
from grader.report.model import Report
from grader.stage import Live, Options
from grader.world.orbit import Orbit

ROOT = Path(__file__).resolve().parents[2]
DEADLINE = 60.0
ANYWHERE = "http://127.0.0.1:9"


def until_it_listens(port: int) -> None:
    end = time.monotonic() + DEADLINE
    while time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise AssertionError(f"nothing listens on {port}")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@dataclass
class World:
    """Where the ISS is: as a function asks, and as the grader asks afterwards."""

    port: int
    shift: float = 0.0
    """Degrees by which functions are lied to."""
    is_down: bool = False
    orbit: Orbit = field(default_factory=lambda: Orbit(phase=1.0))

    @property
    def positions(self) -> str:
        return f"http://127.0.0.1:{self.port}/positions"

    @property
    def now(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1/satellites/25544"

    def answer(self, path: str) -> tuple[int, Any]:
        parts = urlsplit(path)
        if parts.path == "/positions":
            if self.is_down:
                return 503, {"error": "down"}
            moments = parse_qs(parts.query)["timestamps"][0].split(",")
            return 200, [vars(self.orbit.position(float(one))) for one in moments]
        told = vars(self.orbit.position(time.time()))
        return 200, told | {"latitude": told["latitude"] + self.shift}


@contextlib.contextmanager
def serving(answer: Callable[[str], tuple[int, Any]]) -> Iterator[int]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, content = answer(self.path)
            body = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            del format, args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def world() -> Iterator[World]:
    made = World(0)
    with serving(lambda path: made.answer(path)) as port:
        made.port = port
        yield made


@contextlib.contextmanager
def running(*argv: str, port: int, **variables: str) -> Iterator[str]:
    process = subprocess.Popen(
        argv,
        env={"PATH": os.defpath, "HOME": os.environ.get("HOME", "/tmp"), **variables},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        until_it_listens(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(process.pid, 9)
        process.wait()


@pytest.fixture(scope="module")
def ministack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The emulator as its own authors start it, with no patch of ours."""
    port = free_port()
    program = "from ministack.app import main; main()"
    with running(
        sys.executable, "-c", program,
        port=port, GATEWAY_PORT=str(port), BIND_HOST="127.0.0.1", IOT_MTLS_ENABLED="0",
        SFTP_ENABLED="0", TMPDIR=str(tmp_path_factory.mktemp("m")),
    ) as url:  # fmt: skip
        yield url


@pytest.fixture(scope="module")
def moto() -> Iterator[str]:
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(port=free_port())
    server.start()
    yield f"http://127.0.0.1:{server._port}"
    server.stop()


def deploy(url: str, code: str, *, environment: Mapping[str, str], name: str) -> None:
    """Put a bucket and a function on a cloud, by its own API."""
    import io
    import zipfile

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("capturar_iss.py", code)
    clients = Clients(url)
    s3, functions = clients.get("s3", "us-east-1"), clients.get("lambda", "us-east-1")
    s3.create_bucket(Bucket="mi-data-lake")
    iam = clients.get("iam", "us-east-1")
    with contextlib.suppress(iam.exceptions.EntityAlreadyExistsException):
        iam.create_role(RoleName="any", AssumeRolePolicyDocument="{}")
    with contextlib.suppress(functions.exceptions.ResourceNotFoundException):
        functions.delete_function(FunctionName=name)
    functions.create_function(
        FunctionName=name,
        Runtime="python3.12",
        Role=iam.get_role(RoleName="any")["Role"]["Arn"],
        Handler="capturar_iss.handler",
        Timeout=15,
        Code={"ZipFile": packed.getvalue()},
        Environment={"Variables": dict(environment)},
    )


def check(
    number: int, folder: Path, url: str, *, api: str = ANYWHERE, waits: bool = False
) -> Report:
    return grade(find(str(number)), folder, Options(7, live=Live(url, waits=waits, api=api)))


def statuses(report: Report) -> dict[str, str]:
    return {one.id: one.status for one in report.criteria}


def client(url: str, service: str) -> Any:
    return Endpoint(url).client(service)
