import importlib.util
import json
import socket
import struct
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

ANSWER = {
    "name": "iss",
    "id": 25544,
    "latitude": -21.950941583641,
    "longitude": 87.375660097541,
    "altitude": 425.78196100125,
    "velocity": 27556.981335915,
    "timestamp": 1931955613,
    "units": "kilometers",
}
RESET = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)  # linger for no time


class FakeApi(BaseHTTPRequestHandler):
    """Answers with what the test put into ``server.reply``: status and body, or a reset."""

    def do_GET(self):
        if self.server.reply is None:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            self.close_connection = True
            return
        status, body = self.server.reply
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def api():
    server = HTTPServer(("127.0.0.1", 0), FakeApi)
    server.reply = 200, json.dumps(ANSWER).encode()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def capturar_iss(api, monkeypatch):
    source = Path(__file__).parent / "lambdas" / "capturar_iss.py"
    spec = importlib.util.spec_from_file_location("capturar_iss", source)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ISS_API", f"http://127.0.0.1:{api.server_port}/")
    return module


def test_the_answer_is_the_position_unrounded(capturar_iss):
    assert capturar_iss.handler({}, None) == {
        "latitude": -21.950941583641,
        "longitude": 87.375660097541,
        "altitude": 425.78196100125,
        "velocity": 27556.981335915,
    }


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param((500, b'{"error": "internal"}'), id="500"),
        pytest.param((429, b'{"error": "rate limit exceeded"}'), id="429"),
        pytest.param((200, b"<html>Back soon</html>"), id="a page"),
        pytest.param((200, b"\xff\xfe\x00"), id="not text"),
        pytest.param((200, b'{"name": "iss"}'), id="fields missing"),
        pytest.param((200, json.dumps({**ANSWER, "altitude": None}).encode()), id="null"),
        pytest.param((200, json.dumps({**ANSWER, "altitude": "425"}).encode()), id="text"),
        pytest.param((200, b"[]"), id="a list"),
        pytest.param(None, id="reset"),
    ],
)
def test_a_failure_of_the_api_is_reported(capturar_iss, api, reply):
    api.reply = reply
    with pytest.raises(capturar_iss.CaptureError):
        capturar_iss.handler({}, None)


def test_an_api_that_is_not_there(capturar_iss, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    monkeypatch.setattr(capturar_iss, "ISS_API", f"http://127.0.0.1:{port}/")
    with pytest.raises(capturar_iss.CaptureError):
        capturar_iss.handler({}, None)


def test_an_api_that_never_answers(capturar_iss, monkeypatch):
    monkeypatch.setattr(capturar_iss, "REQUEST_SECONDS", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        monkeypatch.setattr(capturar_iss, "ISS_API", f"http://127.0.0.1:{port}/")
        with pytest.raises(capturar_iss.CaptureError):
            capturar_iss.handler({}, None)
