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
        "lat": data.get("latitude", 0),
        "lon": data.get("longitude", 0),
        "alt": data.get("altitude", 0),
        "vel": data.get("velocity", 0),
    }
