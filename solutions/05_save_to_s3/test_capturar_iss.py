import json
import socket

import pytest
from botocore.exceptions import ClientError


def test_a_capture_is_saved_unrounded(capturar_iss, objects):
    answer = capturar_iss.handler({}, None)
    key = "raw/iss/2031-03-22/20310322T142013Z.json"
    capture = {
        "timestamp": "2031-03-22T14:20:13Z",
        "latitude": -21.950941583641,
        "longitude": 87.375660097541,
        "altitude": 425.78196100125,
        "velocity": 27556.981335915,
    }
    assert objects() == {key: capture}
    assert answer == {"s3_path": f"s3://mi-data-lake/{key}", **capture}


def test_two_captures_are_two_objects(capturar_iss, objects, api):
    capturar_iss.handler({}, None)
    api.reply = 200, json.dumps({**api.answer, "timestamp": api.answer["timestamp"] + 1}).encode()
    capturar_iss.handler({}, None)
    assert len(objects()) == 2


def test_s3_refusing_is_reported(capturar_iss, monkeypatch):
    monkeypatch.setenv("BUCKET", "no-such-bucket")
    with pytest.raises(ClientError, match="NoSuchBucket"):
        capturar_iss.handler({}, None)


def test_no_bucket_is_named(capturar_iss, monkeypatch):
    monkeypatch.delenv("BUCKET")
    with pytest.raises(KeyError, match="BUCKET"):
        capturar_iss.handler({}, None)


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
def test_a_failed_capture_is_reported_and_leaves_nothing(capturar_iss, objects, api, reply):
    if isinstance(reply, dict):
        reply = 200, json.dumps({**api.answer, **reply}).encode()
    api.reply = reply
    with pytest.raises(capturar_iss.CaptureError):
        capturar_iss.handler({}, None)
    assert objects() == {}


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
