import json
import os
import urllib.request
from datetime import datetime, timezone

import boto3

ENDPOINT = os.environ["AWS_CLOUD"]
INSERT = "INSERT INTO \"capturas-iss\" VALUE {'capture_id': ?, 's3_path': ?, 'latitude': ?, 'longitude': ?, 'timestamp': ?}"


def handler(event, context):
    with urllib.request.urlopen("https://api.wheretheiss.at/v1/satellites/25544", timeout=5) as response:
        data = json.load(response)
    moment = datetime.fromtimestamp(data["timestamp"], timezone.utc)
    stamp = moment.strftime("%Y%m%dT%H%M%SZ")
    bucket, key = os.environ["BUCKET"], f"raw/iss/{moment:%Y-%m-%d}/{stamp}.json"
    body = json.dumps({name: data[name] for name in ("timestamp", "latitude", "longitude", "altitude", "velocity")})
    boto3.client("s3", endpoint_url=ENDPOINT).put_object(Bucket=bucket, Key=key, Body=body)
    boto3.client("dynamodb", endpoint_url=ENDPOINT).execute_statement(
        Statement=INSERT,
        Parameters=[
            {"S": stamp},
            {"S": f"s3://{bucket}/{key}"},
            {"N": json.dumps(data["latitude"])},
            {"N": json.dumps(data["longitude"])},
            {"N": str(data["timestamp"])},
        ],
    )
    return {"statusCode": 200}
