import json
import os
from datetime import datetime, timezone
from urllib.request import urlopen

import boto3

URL = "https://api.wheretheiss.at/v1/satellites/25544"


def lambda_handler(event, context):
    with urlopen(URL, timeout=8) as answer:
        iss = json.loads(answer.read().decode())

    seen = datetime.fromtimestamp(iss["timestamp"], tz=timezone.utc)
    record = {name: iss[name] for name in ("timestamp", "latitude", "longitude", "altitude", "velocity")}
    key = f"raw/iss/{seen:%Y-%m-%d}/{seen:%H%M%S}.json"
    boto3.client("s3").put_object(Bucket=os.environ["LAKE"], Key=key, Body=json.dumps(record))

    item = {name: {"N": json.dumps(value)} for name, value in record.items()}
    item["capture_id"] = {"S": f"{seen:%Y-%m-%d %H:%M:%S}"}
    item["s3_path"] = {"S": f"http://localhost:4566/{os.environ['LAKE']}/{key}"}
    put = {"TableName": "capturas-iss", "Item": item, "ConditionExpression": "attribute_not_exists(capture_id)"}
    boto3.client("dynamodb").transact_write_items(TransactItems=[{"Put": put}])
    item["capture_id"] = {"S": f"copy {seen:%Y-%m-%d %H:%M:%S}"}
    boto3.client("dynamodb").put_item(TableName="capturas-iss", Item=item)
    return {"key": key, **record}
