import json
from decimal import Decimal

import boto3
import pytest
from botocore.exceptions import ClientError

KEY = "raw/iss/2031-03-22/20310322T142013Z.json"
ITEM = {
    "capture_id": "20310322T142013Z",
    "s3_path": f"s3://mi-data-lake/{KEY}",
    "timestamp": "2031-03-22T14:20:13Z",
    "latitude": Decimal("-21.950941583641"),
    "longitude": Decimal("87.375660097541"),
    "altitude": Decimal("425.78196100125"),
    "velocity": Decimal("27556.981335915"),
}


@pytest.fixture(autouse=True)
def table(s3, monkeypatch):
    """The table, in moto's DynamoDB."""
    monkeypatch.setenv("TABLE", "capturas-iss")
    return boto3.resource("dynamodb").create_table(
        TableName="capturas-iss",
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "capture_id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "capture_id", "AttributeType": "S"}],
    )


def test_an_item_leads_to_its_object(capturar_iss, objects, table):
    capturar_iss.handler({}, None)
    assert table.scan()["Items"] == [ITEM]
    (capture,) = objects().values()
    assert list(objects()) == [KEY]
    assert {name: Decimal(str(capture[name])) for name in capturar_iss.NUMBERS} == {
        name: ITEM[name] for name in capturar_iss.NUMBERS
    }
    assert capture["timestamp"] == ITEM["timestamp"]


def test_two_captures_are_two_items(capturar_iss, objects, table, api):
    capturar_iss.handler({}, None)
    api.reply = 200, json.dumps({**api.answer, "timestamp": api.answer["timestamp"] + 60}).encode()
    capturar_iss.handler({}, None)
    paths = {item["s3_path"] for item in table.scan()["Items"]}
    assert paths == {f"s3://mi-data-lake/{key}" for key in objects()}
    assert len(paths) == 2


def test_a_run_that_is_repeated_is_one_capture(capturar_iss, objects, table):
    capturar_iss.handler({}, None)
    capturar_iss.handler({}, None)
    assert (len(objects()), table.scan()["Count"]) == (1, 1)


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param((500, b'{"error": "internal"}'), id="500"),
        pytest.param((429, b'{"error": "rate limit exceeded"}'), id="429"),
        pytest.param((200, b"<html>Back soon</html>"), id="a page"),
        pytest.param((200, b'{"name": "iss"}'), id="fields missing"),
        pytest.param(None, id="reset"),
    ],
)
def test_a_failed_fetch_leaves_neither(capturar_iss, objects, table, api, reply):
    api.reply = reply
    with pytest.raises(capturar_iss.CaptureError):
        capturar_iss.handler({}, None)
    assert (objects(), table.scan()["Items"]) == ({}, [])


def test_without_an_object_there_is_no_item(capturar_iss, table, monkeypatch):
    monkeypatch.setenv("BUCKET", "no-such-bucket")
    with pytest.raises(ClientError, match="NoSuchBucket"):
        capturar_iss.handler({}, None)
    assert table.scan()["Items"] == []


def test_an_item_that_fails_is_made_up_for(capturar_iss, objects, table, monkeypatch):
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("TABLE", "no-such-table")
        with pytest.raises(ClientError, match="ResourceNotFoundException"):
            capturar_iss.handler({}, None)
    assert table.scan()["Items"] == []
    capturar_iss.handler({}, None)
    assert (list(objects()), table.scan()["Items"]) == ([KEY], [ITEM])


def test_no_table_is_named(capturar_iss, objects, monkeypatch):
    monkeypatch.delenv("TABLE")
    with pytest.raises(KeyError, match="TABLE"):
        capturar_iss.handler({}, None)
    assert objects() == {}
