import json
import os
import urllib.request
from datetime import datetime, timezone

import boto3

s3 = boto3.client("s3")
FIELDS = ("latitude", "longitude", "altitude", "velocity")


def handler(event, context):
    with urllib.request.urlopen("https://api.wheretheiss.at/v1/satellites/25544", timeout=5) as response:
        data = json.load(response)
    moment = datetime.fromtimestamp(data["timestamp"], timezone.utc)
    capture_id = moment.strftime("%Y%m%dT%H%M%SZ")
    capture = {"timestamp": capture_id, **{name: data[name] for name in FIELDS}}
    key = f"raw/iss/{moment:%Y-%m-%d}/{capture_id}.json"
    s3.put_object(Bucket=os.environ["BUCKET"], Key=key, Body=json.dumps(capture))
    return capture
