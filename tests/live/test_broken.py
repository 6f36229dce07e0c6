"""Endpoints that are dead, hang, answer nonsense or drop: exit 2 and a sentence, soon."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.cloud.endpoint import Endpoint, Unreachable
from grader.exits import NOT_GRADED

from .conftest import ROOT, check, free_port

SOON = 10.0
FIVE = ROOT / "solutions/05_save_to_s3"


@contextlib.contextmanager
def _listening(behave: Callable[[socket.socket], None]) -> Iterator[str]:
    listener = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def serve() -> None:
        while not over.is_set():
            try:
                line, _address = listener.accept()
            except OSError:
                return
            threading.Thread(target=behave, args=(line,), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        over.set()
        listener.close()


def _hang(line: socket.socket) -> None:
    threading.Event().wait(3 * SOON)
    line.close()


def _garbage(line: socket.socket) -> None:
    line.recv(4096)
    line.sendall(b"\x00\xff" * 500)
    line.close()


def _page(line: socket.socket) -> None:
    line.recv(4096)
    body = b"<html><body>It works!</body></html>"
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    line.sendall(head.encode() + body)
    line.close()


def _half(line: socket.socket) -> None:
    line.recv(4096)
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<ListAll")
    line.close()


def _drip(line: socket.socket) -> None:
    line.recv(4096)
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n")
    with contextlib.suppress(OSError):
        while True:
            line.sendall(b"{")
            threading.Event().wait(0.3)


def _drop(line: socket.socket) -> None:
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
    line.close()


@pytest.mark.parametrize("behave", [_hang, _garbage, _page, _half, _drip, _drop])
def test_what_is_no_cloud_is_said_soon(behave: Callable[[socket.socket], None]) -> None:
    with _listening(behave) as url:
        started = time.monotonic()
        report = check(5, FIVE, url)
    assert time.monotonic() - started < SOON + 5  # and what a busy machine adds
    assert report.exit_code == NOT_GRADED
    assert "does not answer as a cloud does" in report.errors[0].message, report.errors


def test_a_dead_port_is_said_at_once() -> None:
    report = check(5, FIVE, f"http://127.0.0.1:{free_port()}")
    assert report.exit_code == NOT_GRADED
    assert "Nothing answers" in str(report.errors[0].found)


def test_a_cloud_that_goes_in_the_middle_is_our_failure(ministack: str) -> None:
    """A relay that stops after its first answers."""
    port = int(ministack.rpartition(":")[2])
    left = [8]

    def relay(line: socket.socket) -> None:
        if not left[0]:
            _drop(line)
            return
        left[0] -= 1
        with socket.create_connection(("127.0.0.1", port)) as there:
            line.settimeout(1)
            with contextlib.suppress(OSError):
                while data := line.recv(65536):
                    there.sendall(data)
                    if not left[0]:
                        break
                    line.sendall(there.recv(65536))
        line.close()

    with _listening(relay) as url:
        started = time.monotonic()
        report = check(5, FIVE, url)
    assert time.monotonic() - started < 3 * SOON
    assert report.exit_code == NOT_GRADED
    assert report.score is None


@pytest.mark.parametrize(
    "url", ["https://s3.us-east-1.amazonaws.com", "http://amazonaws.com", "https://x.api.aws"]
)
def test_aws_itself_is_refused_in_any_case(url: str) -> None:
    for allow_remote in (True, False):
        with pytest.raises(Unreachable, match="AWS itself"):
            Endpoint(url, allow_remote=allow_remote)


def test_another_machine_needs_the_flag() -> None:
    with pytest.raises(Unreachable, match="not on this machine"):
        Endpoint("http://192.0.2.1:4566")
    assert Endpoint("http://192.0.2.1:4566", allow_remote=True).port == 4566


def test_the_folder_is_not_touched(ministack: str, tmp_path: Path) -> None:
    before = {p: p.stat().st_mtime_ns for p in FIVE.rglob("*")}
    check(5, FIVE, ministack)
    assert {p: p.stat().st_mtime_ns for p in FIVE.rglob("*")} == before
