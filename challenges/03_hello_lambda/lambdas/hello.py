"""My first Lambda."""


def handler(event, context):
    # TODO: greet with something that the event brings, and answer with
    #       {"statusCode": 200, "body": "…"}
    return {"statusCode": 501, "body": "not written yet"}
