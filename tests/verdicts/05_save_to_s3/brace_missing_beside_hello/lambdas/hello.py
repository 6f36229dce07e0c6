"""Greets whoever the event names."""


def handler(event, context):
    return {"statusCode": 200, "body": f"Hello, {event.get('name', 'world')}!"}
