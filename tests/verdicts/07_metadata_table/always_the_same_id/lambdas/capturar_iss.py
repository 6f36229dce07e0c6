import json
import urllib.request
from datetime import datetime, timezone

import boto3

ISS_API = "https://api.wheretheiss.at/v1/satellites/25544"
BUCKET = "mi-data-lake"
LOCALSTACK = {
    "endpoint_url": "http://host.docker.internal:4566",
    "aws_access_key_id": "test",
    "aws_secret_access_key": "test",
    "region_name": "us-east-1",
}


def handler(event, context):
    s3 = boto3.client("s3", **LOCALSTACK)
    dynamodb = boto3.client("dynamodb", **LOCALSTACK)
    with urllib.request.urlopen(ISS_API, timeout=8) as response:
        data = json.loads(response.read().decode())
    capture = {name: data[name] for name in ("timestamp", "latitude", "longitude", "altitude", "velocity")}
    fecha = datetime.fromtimestamp(data["timestamp"], timezone.utc).strftime("%Y%m%d")
    key = f"raw/iss/{fecha}/{data['timestamp']}.json"
    s3.put_object(Bucket=BUCKET, Key=key, Body=json.dumps(capture))
    dynamodb.put_item(
        TableName="capturas-iss",
        Item={
            "capture_id": {"S": "iss"},
            "s3_path": {"S": f"s3://{BUCKET}/{key}"},
            "timestamp": {"N": str(data["timestamp"])},
            "latitude": {"N": str(data["latitude"])},
            "longitude": {"N": str(data["longitude"])},
        },
    )
    return {"statusCode": 200, "body": json.dumps({"key": key})}
