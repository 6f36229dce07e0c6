import http.client
import json


def handler(event, context):
    connection = http.client.HTTPSConnection("api.wheretheiss.at", timeout=5)
    try:
        connection.request("GET", "/v1/satellites/25544", headers={"Accept": "application/json"})
        response = connection.getresponse()
        if response.status != 200:
            raise RuntimeError(f"API error: {response.status} {response.reason}")
        data = json.loads(response.read())
    finally:
        connection.close()
    return {
        "lat": data["longitude"],
        "lon": data["latitude"],
        "alt": data["altitude"],
        "vel": data["velocity"],
    }
