def main(event, _context):
    first, last = event["first_name"], event["last_name"]
    return {"statusCode": 201, "body": "Good morning, " + first + " " + last + "."}
