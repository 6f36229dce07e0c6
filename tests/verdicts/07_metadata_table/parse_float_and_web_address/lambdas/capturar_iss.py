import http.client
import json
import os
from datetime import datetime, timezone
from decimal import Decimal

import boto3

s3 = boto3.client("s3")
catalogue = boto3.resource("dynamodb").Table(os.environ["CATALOGUE"])


def position():
    connection = http.client.HTTPSConnection("api.wheretheiss.at", timeout=5)
    connection.request("GET", "/v1/satellites/25544")
    response = connection.getresponse()
    body = response.read()
    if response.status != 200:
        raise RuntimeError(f"status {response.status}")
    return json.loads(body, parse_float=Decimal)


def handler(event, context):
    data = position()
    moment = datetime.fromtimestamp(data["timestamp"], tz=timezone.utc).isoformat()
    capture = {
        "timestamp": moment,
        "latitude": data["latitude"],
        "longitude": data["longitude"],
        "altitude": data["altitude"],
        "velocity": data["velocity"],
    }
    key = f"raw/iss/{moment[:10]}/{moment[:19]}Z.json"
    lake = os.environ["LAKE"]
    s3.put_object(Bucket=lake, Key=key, Body=json.dumps(capture, default=float))
    address = f"https://{lake}.s3.amazonaws.com/{key}"
    catalogue.put_item(Item={"capture_id": moment, "s3_path": address, **capture})
    return address
