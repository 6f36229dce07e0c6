import json
import time
import urllib.request

URL = "https://api.wheretheiss.at/v1/satellites/25544"


class NoAnswer(Exception):
    pass


def ask(attempts=2):
    last = None
    for attempt in range(attempts):
        if attempt:
            time.sleep(0.2)
        try:
            with urllib.request.urlopen(URL, timeout=2) as response:
                data = json.load(response)
            return data if {"latitude", "longitude", "altitude", "velocity"} <= set(data) else fail(data)
        except (OSError, ValueError, NoAnswer) as error:
            last = error
    raise NoAnswer(f"gave up after {attempts} attempts") from last


def fail(data):
    raise NoAnswer(f"fields missing in {sorted(data)}")
