"""A registry on localhost, and tarballs to put into it."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import tarfile
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from grader.assets.npm import Tarball
from grader.assets.store import AssetStore


def tarred(files: Mapping[str, bytes]) -> bytes:
    """Pack files as npm does, below a folder called package."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return file.getvalue()


def integrity_of(content: bytes) -> str:
    return "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()


def tarball(name: str, version: str, files: Mapping[str, bytes]) -> Tarball:
    content = tarred(files)
    return Tarball(name, version, content, integrity_of(content))


@pytest.fixture
def store(tmp_path: Path) -> AssetStore:
    return AssetStore(tmp_path / "assets")


class FakeRegistry:
    """Serves what is in ``answers`` by path, and counts."""

    def __init__(self) -> None:
        self.answers: dict[str, bytes] = {}
        self.asked: list[str] = []
        registry = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                registry.asked.append(self.path)
                body = registry.answers.get(self.path)
                self.send_response(404 if body is None else 200)
                self.send_header("Content-Length", str(len(body or b"")))
                self.end_headers()
                self.wfile.write(body or b"")

            def log_message(self, format: str, *args: Any) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def publish(self, name: str, versions: Mapping[str, bytes], **tags: str) -> None:
        self.answers[f"/{name}"] = json.dumps(
            {
                "dist-tags": tags,
                "versions": {
                    version: {
                        "dist": {
                            "tarball": f"{self.url}/{name}/{version}.tgz",
                            "integrity": integrity_of(content),
                        }
                    }
                    for version, content in versions.items()
                },
            }
        ).encode()
        for version, content in versions.items():
            self.answers[f"/{name}/{version}.tgz"] = content


@pytest.fixture
def registry() -> Iterator[FakeRegistry]:
    fake = FakeRegistry()
    yield fake
    fake.server.shutdown()
    fake.server.server_close()
