import json
import os
from urllib.parse import unquote_plus

import boto3

s3 = boto3.client("s3")
table = boto3.resource("dynamodb").Table(os.environ["TABLE"])


def handler(event, context):
    for record in event["Records"]:
        bucket = record["s3"]["bucket"]["name"]
        key = unquote_plus(record["s3"]["object"]["key"])
        capture = json.load(s3.get_object(Bucket=bucket, Key=key)["Body"], parse_float=str)
        table.put_item(Item={"capture_id": capture["timestamp"], "s3_path": f"s3://{bucket}/{key}", **capture})
