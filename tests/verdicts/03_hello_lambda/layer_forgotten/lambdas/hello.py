import json

import texts


def greeter(welcome):
    def greet(event, context):
        return {"statusCode": 200, "body": json.dumps({"message": welcome, "you_sent": event})}

    return greet


handler = greeter(texts.WELCOME)
