from client import ask


def handler(event, context):
    data = ask()
    fields = ("latitude", "longitude", "altitude", "velocity")
    return {field: round(data[field], 3) for field in fields}
