import os


def handler(event, context):
    return {
        "statusCode": 200,
        "headers": {"Content-Type": "text/plain; charset=utf-8"},
        "body": "{} {}".format(os.environ["GREETING"], event.get("name")),
    }
