import http.client
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.world import server
from grader.world.clock import Clock
from grader.world.failures import Failure
from grader.world.record import Record, SkyRequest
from grader.world.sky import Sky

WHERE = "api.wheretheiss.at"
ISS = "/v1/satellites/25544"


def until(true: Callable[[], bool], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        threading.Event().wait(0.005)
    return True


def test_every_request_is_recorded(get: Any, sky: Sky, clock: Clock) -> None:
    get(WHERE, f"{ISS}?units=miles")
    clock.advance(5)
    get("open-notify.org", "/", "http", "HEAD")
    first, second = sky.requests()
    assert (first.method, first.scheme, first.host) == ("GET", "https", WHERE)
    assert (first.path, first.query) == (ISS, "units=miles")
    assert (second.method, second.scheme, second.moment) == ("HEAD", "http", clock.now)


def test_time_can_pass_between_two_requests(get: Any, sky: Sky, clock: Clock) -> None:
    def told() -> int:
        return int(json.loads(get(WHERE, ISS).read())["timestamp"])

    before = told()
    with sky.letting_time_pass(60):
        assert [told(), told(), told()] == [before, before + 60, before + 120]
    assert told() == before


def test_a_connection_is_kept_alive(connect: Any, sky: Sky) -> None:
    connection = connect(WHERE)
    for _ in range(3):
        connection.request("POST", ISS, body=b"x" * 70_000)
        response = connection.getresponse()
        assert response.status == 405
        response.read()
        opened = connection.sock
        connection.request("GET", ISS)
        assert json.loads(connection.getresponse().read())["id"] == 25544
        assert connection.sock is opened
    assert len(sky.requests()) == 6


def test_head_and_preflight_have_no_body(get: Any) -> None:
    head = get(WHERE, ISS, method="HEAD")
    assert (head.status, head.read()) == (200, b"")
    assert int(head.getheader("Content-Length")) > 100
    preflight = get(WHERE, ISS, method="OPTIONS")
    assert (preflight.status, preflight.read()) == (204, b"")
    assert preflight.getheader("Access-Control-Allow-Origin") == "*"


def test_a_host_that_the_sky_does_not_play(sky: Sky, get: Any) -> None:
    assert get("example.org", "/", "http").status == 421
    with pytest.raises(ssl.SSLCertVerificationError):
        get("example.org", "/")


@pytest.mark.parametrize(
    ("failure", "status"),
    [(Failure.SERVER_ERROR, 500), (Failure.TOO_MANY, 429)],
)
def test_failing_with_a_status(get: Any, sky: Sky, failure: Failure, status: int) -> None:
    with sky.failing(failure):
        for host in (WHERE, "api.open-notify.org"):
            response = get(host, ISS)
            assert response.status == status
            assert response.getheader("Retry-After") is None
            assert json.loads(response.read())["status"] == status
    assert get(WHERE, ISS).status == 200


def test_failing_with_a_page(get: Any, sky: Sky) -> None:
    with sky.failing(Failure.HTML):
        response = get(WHERE, ISS)
        assert response.status == 200
        assert response.getheader("Content-Type").startswith("text/html")
        with pytest.raises(ValueError, match="Expecting value"):
            json.loads(response.read())


def test_failing_without_the_fields(get: Any, sky: Sky) -> None:
    with sky.failing(Failure.FIELDS_MISSING):
        response = get(WHERE, ISS)
        assert response.status == 200
        answer = json.loads(response.read())
        assert not {"latitude", "longitude", "altitude", "velocity", "timestamp"} & set(answer)


def test_failing_with_garbage(get: Any, sky: Sky) -> None:
    with sky.failing(Failure.GARBAGE):
        response = get(WHERE, ISS)
        assert response.status == 200
        with pytest.raises(ValueError, match="decode"):
            json.loads(response.read())


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_failing_with_a_reset(get: Any, sky: Sky, scheme: str) -> None:
    with sky.failing(Failure.RESET), pytest.raises(ConnectionResetError):
        get(WHERE, ISS, scheme)
    assert get(WHERE, ISS, scheme).status == 200
    assert len(sky.requests()) == 2


def test_silence_lasts_until_the_failure_is_over(connect: Any, sky: Sky) -> None:
    connection = connect(WHERE)
    with sky.failing(Failure.SILENCE):
        connection.request("GET", ISS)
        assert until(lambda: len(sky.requests()) == 1)
        connection.sock.settimeout(0.2)
        with pytest.raises(TimeoutError):
            connection.sock.recv(1)
    connection.sock.settimeout(10)
    assert connection.sock.recv(1) == b""


def test_failures_nest(get: Any, sky: Sky) -> None:
    with sky.failing(Failure.SERVER_ERROR):
        with sky.failing(Failure.TOO_MANY):
            assert get(WHERE, ISS).status == 429
        assert get(WHERE, ISS).status == 500


def raw(port: int, content: bytes) -> bytes:
    """Send bytes, end the sending side, and read whatever comes back."""
    received = b""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        try:
            connection.sendall(content)
            connection.shutdown(socket.SHUT_WR)
            while piece := connection.recv(65536):
                received += piece
        except OSError:
            pass  # the server may close, or reset, before we are done
    return received


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    content=st.one_of(
        st.binary(max_size=400),
        st.binary(max_size=60).map(lambda b: b"GET " + b + b" HTTP/1.1\r\nHost: x\r\n\r\n"),
        st.binary(max_size=60).map(lambda b: b"GET / HTTP/1.1\r\n" + b + b"\r\n\r\n"),
        st.binary(max_size=20).map(
            lambda b: b"GET / HTTP/1.1\r\nContent-Length: " + b + b"\r\n\r\n"
        ),
        st.binary(max_size=20).map(lambda b: b"GET http://[" + b + b" HTTP/1.1\r\n\r\n"),
    ),
    secure=st.booleans(),
)
def test_garbage_harms_nobody_else(sky: Sky, get: Any, content: bytes, secure: bool) -> None:
    raw(sky.address.https_port if secure else sky.address.http_port, content)
    assert get(WHERE, ISS).status == 200


def test_half_open_connections_do_not_block_others(sky: Sky, get: Any) -> None:
    idle = [
        socket.create_connection(("127.0.0.1", sky.address.https_port), timeout=10)
        for _ in range(server.CONNECTIONS // 2)
    ]
    try:
        assert get(WHERE, ISS).status == 200
    finally:
        for connection in idle:
            connection.close()


def test_the_number_of_threads_is_bounded(sky: Sky, get: Any) -> None:
    before = threading.active_count()
    flood = [
        socket.create_connection(("127.0.0.1", sky.address.http_port), timeout=10)
        for _ in range(server.CONNECTIONS * 2)
    ]
    try:
        assert flood[-1].recv(1) == b""  # one too many: closed at once
        assert threading.active_count() <= before + server.CONNECTIONS
    finally:
        for connection in flood:
            connection.close()

    def answered() -> bool:
        try:
            return bool(get(WHERE, ISS, "http").status == 200)
        except (OSError, http.client.HTTPException):
            return False

    assert until(answered)


def test_an_idle_connection_is_dropped(
    monkeypatch: pytest.MonkeyPatch, clock: Clock, certificates: Path
) -> None:
    monkeypatch.setattr(server, "IDLE_SECONDS", 0.1)
    sky = Sky.start(clock, certificates, 1)
    try:
        for port in (sky.address.http_port, sky.address.https_port):
            with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
                connection.sendall(b"G")
                assert connection.recv(1) == b""
    finally:
        sky.stop()


def test_stopping_leaves_no_thread_and_no_port(clock: Clock, certificates: Path) -> None:
    before = set(threading.enumerate())
    sky = Sky.start(clock, certificates, 1)
    address = sky.address
    with socket.create_connection(("127.0.0.1", address.http_port), timeout=10) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: open-notify.org\r\n\r\n")
        assert connection.recv(12) == b"HTTP/1.1 404"
        with sky.failing(Failure.SILENCE):
            connection.sendall(b"GET / HTTP/1.1\r\nHost: open-notify.org\r\n\r\n")
            sky.stop()
            sky.stop()
    assert until(lambda: set(threading.enumerate()) <= before)
    for port in (address.http_port, address.https_port):
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), timeout=10)


def test_the_record_keeps_the_latest_requests() -> None:
    record = Record(limit=2)
    for number in range(4):
        record.add(SkyRequest(number, "GET", "https", WHERE, f"/{number}", ""))
    assert record.count == 4
    assert [request.path for request in record.since(0)] == ["/2", "/3"]
    assert [request.path for request in record.since(3)] == ["/3"]
    assert record.since(4) == ()


def test_a_long_path_is_shortened_in_the_record(get: Any, sky: Sky) -> None:
    get(WHERE, "/" + "x" * 5000)
    assert [len(request.path) for request in sky.requests()] == [2000]
