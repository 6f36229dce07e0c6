import json
import logging

logging.getLogger().setLevel(logging.INFO)


def handler(event, context):
    logging.info("request %s", context.aws_request_id)
    who = event["name"] if "name" in event else "world"
    return {"statusCode": 200, "body": json.dumps("Hello " + who)}
