import json

from words import greet


def handler(event, context):
    return {"statusCode": 200, "body": json.dumps({"message": greet(event.get("name", "world"))})}
