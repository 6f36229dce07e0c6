import json
import os
import time
import urllib.request
from decimal import Decimal

import boto3

s3 = boto3.client("s3")
table = boto3.resource("dynamodb").Table(os.environ["TABLE"])


def cut(number):
    return Decimal(f"{number:.2f}")


def handler(event, context):
    with urllib.request.urlopen("https://api.wheretheiss.at/v1/satellites/25544", timeout=5) as answer:
        data = json.load(answer)
    latitude, longitude = data["latitude"], data["longitude"]
    moment = time.gmtime(int(data["timestamp"]))
    key = time.strftime("raw/iss/%Y-%m-%d/%Y%m%dT%H%M%SZ.json", moment)
    s3.put_object(Bucket=os.environ["BUCKET"], Key=key, Body=json.dumps(data))
    north, east = "NS"[latitude < 0], "EW"[longitude < 0]
    table.put_item(
        Item={
            "capture_id": f"25544#{data['timestamp']}",
            "s3_path": f"s3://{os.environ['BUCKET']}/{key}",
            "api": json.dumps({**data, "timestamp": None}),
            "coordenadas": {"lat": f"{abs(latitude):.2f} {north}", "lon": f"{abs(longitude):.2f} {east}"},
            "lat_lon": f"{latitude},{longitude}",
            "altitude_unit": "km",
            "latitude": cut(latitude),
            "longitude": cut(longitude),
            "velocity": cut(data["velocity"]),
            "velocity_unit": "km/h",
        }
    )
