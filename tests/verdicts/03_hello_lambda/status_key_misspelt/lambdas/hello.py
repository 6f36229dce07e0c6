import json


def handler(event, context):
    params = event.get("queryStringParameters") or {}
    name = params.get("name") or event.get("name", "stranger")
    return {"status_code": 200, "body": json.dumps({"greeting": f"Hi {name}"})}
