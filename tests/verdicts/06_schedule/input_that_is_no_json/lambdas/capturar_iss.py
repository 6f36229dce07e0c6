"""Saves where the International Space Station is to the data lake."""

import http.client
import json
import os
import urllib.request
from datetime import UTC, datetime

import boto3

ISS_API = "https://api.wheretheiss.at/v1/satellites/25544"
REQUEST_SECONDS = 5
FIELDS = ("timestamp", "latitude", "longitude", "altitude", "velocity")

# A client costs more to make than to use, and is the same for every capture.
s3 = boto3.client("s3")


class CaptureError(Exception):
    """The API gave no position that can be used."""


def handler(event, context):
    """Save one capture and answer with it and its place; whatever fails, fails the function."""
    bucket = os.environ["BUCKET"]
    data = fetch()
    moment = datetime.fromtimestamp(data["timestamp"], UTC)
    capture = {**data, "timestamp": moment.strftime("%Y-%m-%dT%H:%M:%SZ")}
    key = key_of(moment)
    s3.put_object(Bucket=bucket, Key=key, Body=json.dumps(capture), ContentType="application/json")
    return {"s3_path": f"s3://{bucket}/{key}", **capture}


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


def key_of(moment):
    """Give the place of a capture: one folder a day, one object a second."""
    return f"raw/iss/{moment:%Y-%m-%d}/{moment:%Y%m%dT%H%M%SZ}.json"
