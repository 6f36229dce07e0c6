"""Works for ever, so that the batch never ends."""

COSTS = True
SAME_WORK = "empty"


def handler(event, context):
    print("TRIED")
    while True:
        pass
