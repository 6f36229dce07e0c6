import json, os, boto3
from urllib.parse import unquote_plus
from decimal import Decimal
s3 = boto3.client("s3")
table = boto3.resource("dynamodb").Table(os.environ["TABLE"])
def handler(event, context):
    bucket, key = event["detail"]["bucket"]["name"], event["detail"]["object"]["key"]
    capture = json.load(s3.get_object(Bucket=bucket, Key=key)["Body"], parse_float=Decimal)
    table.put_item(Item={"capture_id": capture["timestamp"], "s3_path": f"s3://{bucket}/{key}", **capture})
