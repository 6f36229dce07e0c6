import http.client
import io
import json
import os
from datetime import datetime, timezone

import boto3
from botocore.config import Config


def position():
    connection = http.client.HTTPSConnection("api.wheretheiss.at", timeout=5)
    connection.request("GET", "/v1/satellites/25544")
    response = connection.getresponse()
    body = response.read()
    if response.status != 200:
        raise RuntimeError(f"status {response.status}")
    return json.loads(body)


def handler(event, context):
    data = position()
    timestamp = datetime.fromtimestamp(data["timestamp"], tz=timezone.utc).isoformat()
    capture = {
        "timestamp": timestamp,
        "latitude": float(data["latitude"]),
        "longitude": float(data["longitude"]),
        "altitude": float(data["altitude"]),
        "velocity": float(data["velocity"]),
    }
    s3 = boto3.client(
        "s3",
        endpoint_url=os.getenv("S3_ENDPOINT"),
        config=Config(s3={"addressing_style": "path"}),
    )
    file = io.BytesIO(json.dumps(capture, indent=2).encode())
    s3.upload_fileobj(file, os.getenv("LAKE"), f"raw/iss/{timestamp[:10]}/{timestamp[:19]}Z.json")
    return capture
