import json
from datetime import datetime

import boto3
import requests

s3 = boto3.client("s3")


def lambda_handler(event, context):
    response = requests.get("https://api.wheretheiss.at/v1/satellites/25544", timeout=5)
    response.raise_for_status()
    data = response.json()
    if "latitude" not in data:
        return {"statusCode": 502, "body": "no position"}
    now = datetime.utcnow()
    data["timestamp"] = now.isoformat() + "Z"
    s3.put_object(
        Bucket="mi-data-lake",
        Key=f"raw/iss/{now:%Y-%M-%d}/{now:%H-%M-%S}.json",
        Body=json.dumps(data),
        ContentType="application/json",
    )
    return {"statusCode": 200, "body": "ok"}
