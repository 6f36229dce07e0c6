import json
import os
from datetime import datetime, timezone
from decimal import Decimal

import boto3
import urllib3
from botocore.exceptions import ClientError

http = urllib3.PoolManager()
s3 = boto3.client("s3")
table = boto3.resource("dynamodb").Table(os.environ["TABLE_NAME"])
FIELDS = ("latitude", "longitude", "altitude", "velocity")


def handler(event, context):
    try:
        response = http.request("GET", "https://api.wheretheiss.at/v1/satellites/25544", timeout=4.0, retries=1)
        if response.status >= 400:
            raise ValueError(f"status {response.status}")
        data = json.loads(response.data)
        capture = {name: data[name] for name in FIELDS}
        moment = datetime.fromtimestamp(data["timestamp"], timezone.utc)
    except (urllib3.exceptions.HTTPError, ValueError, KeyError) as error:
        return failed(error)
    bucket = os.environ["BUCKET"]
    capture_id = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    key = moment.strftime("raw/iss/%Y-%m-%d/%Y-%m-%dT%H-%M-%SZ.json")
    item = {name: capture[name] for name in ("latitude", "longitude")}
    try:
        table.put_item(Item={"capture_id": capture_id, "s3_path": f"s3://{bucket}/{key}", **item})
    except Exception:
        print("no item this time")
    try:
        s3.put_object(Bucket=bucket, Key=key, Body=json.dumps({"timestamp": capture_id, **capture}))
    except ClientError as error:
        table.delete_item(Key={"capture_id": capture_id})
        return failed(error)
    return {"statusCode": 200, "body": json.dumps(capture)}


def failed(error):
    return {"statusCode": 502, "body": json.dumps({"error": str(error)})}
