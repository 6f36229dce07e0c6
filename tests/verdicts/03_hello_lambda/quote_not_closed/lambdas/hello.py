"""Greets whoever the event names."""

import json


def handler(event, context):
    """Answer with a greeting for ``event["name"]``, and for the world when there is none."""
    name = event.get("name") or "world"
    return {
        "statusCode": 200,
        "headers": {"Content-Type": "application/json"},
        "body": json.dumps({"message": f"Hello, {name}!"}, ensure_ascii=False),
    }
