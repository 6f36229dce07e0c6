import json
import os
import urllib.request
from datetime import datetime, timezone
from decimal import Decimal

import boto3

table = boto3.resource("dynamodb").Table("capturas-iss")
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
    item = json.loads(json.dumps(capture), parse_float=Decimal)
    table.put_item(Item={**item, "capture_id": capture_id, "s3_path": f"s3://{os.environ['BUCKET']}/{key}"})
    return capture
