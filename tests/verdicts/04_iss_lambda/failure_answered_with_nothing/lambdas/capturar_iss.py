import json
import urllib.request

ISS_API = "https://api.wheretheiss.at/v1/satellites/25544"


def handler(event, context):
    """Captura posicion actual de la ISS"""
    try:
        with urllib.request.urlopen(ISS_API) as response:
            data = json.loads(response.read().decode())
        return {
            "statusCode": 200,
            "body": json.dumps({
                "latitude": data["latitude"],
                "longitude": data["longitude"],
                "altitude": data["altitude"],
                "velocity": data["velocity"],
            }),
        }
    except Exception as e:
        print("fallo:", e)
