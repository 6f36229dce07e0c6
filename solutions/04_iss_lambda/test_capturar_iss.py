import json
import socket

import pytest


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
        pytest.param({"altitude": None}, id="null"),
        pytest.param({"altitude": "425"}, id="text"),
        pytest.param((200, b"[]"), id="a list"),
        pytest.param(None, id="reset"),
    ],
)
def test_a_failure_of_the_api_is_reported(capturar_iss, api, reply):
    if isinstance(reply, dict):
        reply = 200, json.dumps({**api.answer, **reply}).encode()
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
