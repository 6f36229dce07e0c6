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
    record = {"timestamp": iss["timestamp"]}
    for name in ("latitude", "longitude", "altitude", "velocity"):
        record[name] = float(iss[name])

    key = f"raw/iss/{seen:%Y-%m-%d}/{seen:%H%M%S}.json"
    boto3.client("s3").put_object(Bucket=os.environ["LAKE"], Key=key, Body=json.dumps(record))
    return {"key": key, **record}
