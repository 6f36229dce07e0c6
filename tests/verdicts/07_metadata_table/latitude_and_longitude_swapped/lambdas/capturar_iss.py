import json
import os
import urllib.request
from datetime import datetime, timezone
from decimal import Decimal

import boto3

ISS_API = "https://api.wheretheiss.at/v1/satellites/25544"


def handler(event, context):
    with urllib.request.urlopen(ISS_API, timeout=5) as response:
        data = json.load(response)
    now = datetime.now(timezone.utc)
    record = {"timestamp": now.isoformat(), **{k: data[k] for k in ("latitude", "longitude", "altitude", "velocity")}}
    key = now.strftime("raw/iss/%Y-%m-%d/%H%M%S.json")
    boto3.client("s3").put_object(Bucket=os.environ["BUCKET"], Key=key, Body=json.dumps(record))
    with boto3.resource("dynamodb").Table(os.environ["TABLE"]).batch_writer() as batch:
        batch.put_item(
            Item={
                "capture_id": now.strftime("%Y-%m-%dT%H:%M:%S+00:00"),
                "s3_path": f"arn:aws:s3:::{os.environ['BUCKET']}/{key}",
                "position": {
                    "lat": Decimal(str(record["longitude"])),
                    "lon": Decimal(str(record["latitude"])),
                },
                "satellite": "iss",
            }
        )
    return record
