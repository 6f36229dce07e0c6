import json
import urllib.request

FIELDS = ("latitude", "longitude", "altitude", "velocity")


def position(url="https://api.wheretheiss.at/v1/satellites/25544"):
    with urllib.request.urlopen(url, timeout=4) as answer:
        data = json.load(answer)
    return data["timestamp"], {name: float(data[name]) for name in FIELDS}
