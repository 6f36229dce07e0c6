def main(event, _context):
    first, last = event["first_name"], event["last_name"]
    return {"statusCode": 200, "body": "Good morning, " + first + " " + last + "."}
