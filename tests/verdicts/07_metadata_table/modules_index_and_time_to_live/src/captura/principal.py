import json
import os
from datetime import datetime, timezone
from decimal import Decimal

import boto3

from captura.estacion import position

s3 = boto3.client("s3")
table = boto3.resource("dynamodb").Table(os.environ["TABLE"])


def manejador(event, context):
    now, place = position()
    moment = datetime.fromtimestamp(now, timezone.utc)
    day = moment.strftime("%Y-%m-%d")
    key = f"raw/iss/{day}/{moment:%H%M%S}.json"
    s3.put_object(
        Bucket=os.environ["LAKE"],
        Key=key,
        Body=json.dumps({"timestamp": moment.isoformat(), **place}),
    )
    item = {name: Decimal(f"{value:.4f}") for name, value in place.items()}
    item["capture_id"] = f"iss#{moment:%Y%m%dT%H%M%SZ}"
    item["s3_path"] = key
    item["timestamp"] = now
    item["day"] = day
    item["expires"] = now + 90 * 86400
    table.put_item(Item=item)
    return {"saved": key}
