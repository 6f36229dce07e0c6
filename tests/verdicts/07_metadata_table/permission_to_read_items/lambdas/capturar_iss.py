"""Saves where the International Space Station is to the data lake, and records it in a table."""

import http.client
import json
import os
import urllib.request
from datetime import UTC, datetime
from decimal import Decimal

import boto3

ISS_API = "https://api.wheretheiss.at/v1/satellites/25544"
REQUEST_SECONDS = 5
NUMBERS = ("latitude", "longitude", "altitude", "velocity")
FIELDS = ("timestamp", *NUMBERS)

# A client costs more to make than to use, and is the same for every capture.
s3 = boto3.client("s3")
dynamodb = boto3.resource("dynamodb")


class CaptureError(Exception):
    """The API gave no position that can be used."""


def handler(event, context):
    """Save and record one capture, and answer with it; whatever fails, fails the function."""
    bucket, table = os.environ["BUCKET"], dynamodb.Table(os.environ["TABLE"])
    data = fetch()
    moment = datetime.fromtimestamp(data["timestamp"], UTC)
    capture = {**data, "timestamp": moment.strftime("%Y-%m-%dT%H:%M:%SZ")}
    key = key_of(moment)
    s3_path = f"s3://{bucket}/{key}"
    # The object comes first: an item never promises what is not there. Should the item fail, the
    # run fails, and when it is repeated it writes the same object under the same key.
    s3.put_object(Bucket=bucket, Key=key, Body=json.dumps(capture), ContentType="application/json")
    table.put_item(Item=item_of(capture, capture_id=stamp(moment), s3_path=s3_path))
    return {"s3_path": s3_path, **capture}


def fetch():
    """Ask the API once and return the five fields; raises CaptureError."""
    try:
        with urllib.request.urlopen(ISS_API, timeout=REQUEST_SECONDS) as response:
            data = json.load(response)
    # HTTP errors, resets and time-outs are OSErrors; what is not JSON is a ValueError.
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise CaptureError(f"{ISS_API} gave no position: {error!r}") from error
    missing = [field for field in FIELDS if not is_number(data, field)]
    if missing:
        raise CaptureError(f"{ISS_API} answered without {', '.join(missing)}")
    return {field: data[field] for field in FIELDS}


def is_number(data, field):
    return isinstance(data, dict) and type(data.get(field)) in (int, float)


def stamp(moment):
    """Name a capture by its second; the names sort as the captures happened."""
    return f"{moment:%Y%m%dT%H%M%SZ}"


def key_of(moment):
    """Give the place of a capture: one folder a day, one object a second."""
    return f"raw/iss/{moment:%Y-%m-%d}/{stamp(moment)}.json"


def item_of(capture, **keys):
    """Make the item of a capture. DynamoDB takes no float; by way of str no digit is lost."""
    numbers = {name: Decimal(str(capture[name])) for name in NUMBERS}
    return {**keys, "timestamp": capture["timestamp"], **numbers}
