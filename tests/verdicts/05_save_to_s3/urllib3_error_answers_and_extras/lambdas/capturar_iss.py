import json
import logging
import os
from datetime import datetime, timezone

import boto3
import urllib3

logger = logging.getLogger()
logger.setLevel(logging.INFO)
http = urllib3.PoolManager()
s3 = boto3.client("s3", region_name="us-east-1")
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
        logger.error("capture failed: %s", error)
        return {"statusCode": 502, "body": json.dumps({"error": str(error)})}
    capture["timestamp"] = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    key = moment.strftime("raw/iss/%Y-%m-%d/%Y-%m-%dT%H-%M-%SZ.json")
    s3.put_object(Bucket=os.environ["BUCKET"], Key=key, Body=json.dumps(capture))
    logger.info("saved %s", key)
    return {"statusCode": 200, "body": json.dumps(capture)}
