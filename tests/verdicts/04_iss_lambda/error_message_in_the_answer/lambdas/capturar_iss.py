import json
import os
from urllib import error, request


def handler(event, context):
    req = request.Request(os.environ["API_URL"], headers={"User-Agent": "iss-capture/1.0"})
    try:
        with request.urlopen(req, timeout=float(os.environ["TIMEOUT"])) as response:
            data = json.loads(response.read().decode())
        return {
            "position": {"latitude": data["latitude"], "longitude": data["longitude"]},
            "altitude": data["altitude"],
            "velocity": data["velocity"],
        }
    except error.HTTPError as e:
        return {"error": f"HTTP {e.code}"}
    except (error.URLError, OSError) as e:
        return {"error": f"network: {e}"}
    except (json.JSONDecodeError, KeyError) as e:
        return {"error": f"unexpected answer: {type(e).__name__}"}
