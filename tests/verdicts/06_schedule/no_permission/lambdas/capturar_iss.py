import json
import os
import urllib.request
from datetime import datetime, timezone

import boto3

bucket = boto3.resource("s3").Bucket(os.environ["BUCKET_NAME"])


def handler(event, context):
    with urllib.request.urlopen("https://api.wheretheiss.at/v1/satellites/25544", timeout=5) as r:
        data = json.loads(r.read())

    now = datetime.now(timezone.utc)
    record = {
        "timestamp": now.isoformat(),
        "latitude": data["latitude"],
        "longitude": data["longitude"],
        "altitude": data["altitude"],
        "velocity": data["velocity"],
    }
    key = now.strftime("raw/iss/%Y/%m/%d/%H%M%S.json")
    bucket.Object(key).put(Body=json.dumps(record).encode("utf-8"))
    return {"statusCode": 200, "body": key}
