import os, boto3
from decimal import Decimal
table = boto3.resource("dynamodb").Table(os.environ["TABLE"])
import json
def handler(event, context):
    event = json.loads(event["Records"][0]["body"])
    table.put_item(Item={"capture_id": event["timestamp"], "timestamp": event["timestamp"], "s3_path": event["s3_path"], "latitude": Decimal(str(event["latitude"])), "longitude": Decimal(str(event["longitude"]))})
    return {"ok": True}
