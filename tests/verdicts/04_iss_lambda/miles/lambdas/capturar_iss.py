import requests

API = "https://api.wheretheiss.at/v1/satellites/25544"


def handler(event, context):
    response = requests.get(API, params={"units": "miles"}, timeout=(3.05, 5))
    response.raise_for_status()
    data = response.json()
    print("ISS over", data["latitude"], data["longitude"])
    return {"statusCode": 200, "body": {key: data[key] for key in ("latitude", "longitude", "altitude", "velocity")}}
