import json
import os
import urllib.request
import uuid
from datetime import datetime, timezone
from decimal import Decimal

import boto3

s3 = boto3.resource("s3")
dynamodb = boto3.resource("dynamodb")


def handler(event, context):
    with urllib.request.urlopen("https://api.wheretheiss.at/v1/satellites/25544", timeout=5) as r:
        data = json.loads(r.read())
    moment = datetime.fromtimestamp(data["timestamp"], timezone.utc)
    latitude, longitude = data["latitude"], data["longitude"]
    record = {
        "timestamp": data["timestamp"],
        "latitude": latitude,
        "longitude": longitude,
        "altitude": data["altitude"],
        "velocity": data["velocity"],
    }
    target = s3.Object(os.environ["BUCKET"], moment.strftime("raw/iss/%Y/%m/%d/%H%M%S.json"))
    target.put(Body=json.dumps(record).encode("utf-8"))
    dynamodb.Table(os.environ["TABLE"]).update_item(
        Key={"capture_id": str(uuid.uuid4())},
        UpdateExpression="SET s3_path = :p, latitude = :a, longitude = :o, #t = :t",
        ExpressionAttributeNames={"#t": "timestamp"},
        ExpressionAttributeValues={
            ":p": f"s3://{target.bucket_name}/{target.key}",
            ":a": Decimal(repr(latitude)),
            ":o": Decimal(repr(longitude)),
            ":t": data["timestamp"],
        },
    )
    return {"statusCode": 200, "body": target.key}
