import json

import pytest

# As EventBridge sends it to the target of a schedule.
SCHEDULED = {
    "version": "0",
    "id": "53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa",
    "detail-type": "Scheduled Event",
    "source": "aws.events",
    "account": "000000000000",
    "time": "2031-03-22T14:20:13Z",
    "region": "us-east-1",
    "resources": ["arn:aws:events:us-east-1:000000000000:rule/captura-iss-schedule"],
    "detail": {},
}
MINUTE = 60


def at(api, seconds):
    """Let the API stand so many seconds after its usual answer."""
    answer = {**api.answer, "timestamp": api.answer["timestamp"] + seconds}
    api.reply = 200, json.dumps(answer).encode()


def test_five_minutes_are_five_captures(capturar_iss, objects, api):
    for minute in range(5):
        at(api, minute * MINUTE)
        capturar_iss.handler(SCHEDULED, None)
    assert sorted(objects()) == [
        f"raw/iss/2031-03-22/20310322T14{20 + minute}13Z.json" for minute in range(5)
    ]


def test_midnight_opens_a_new_folder(capturar_iss, objects, api):
    for seconds in (0, 10 * 3600):
        at(api, seconds)
        capturar_iss.handler(SCHEDULED, None)
    assert {key.split("/")[2] for key in objects()} == {"2031-03-22", "2031-03-23"}


def test_an_event_that_is_delivered_twice_is_one_capture(capturar_iss, objects):
    assert capturar_iss.handler(SCHEDULED, None) == capturar_iss.handler(SCHEDULED, None)
    assert len(objects()) == 1


def test_a_minute_that_fails_does_not_spoil_the_next(capturar_iss, objects, api):
    api.reply = None
    with pytest.raises(capturar_iss.CaptureError):
        capturar_iss.handler(SCHEDULED, None)
    at(api, MINUTE)
    capturar_iss.handler(SCHEDULED, None)
    assert len(objects()) == 1
