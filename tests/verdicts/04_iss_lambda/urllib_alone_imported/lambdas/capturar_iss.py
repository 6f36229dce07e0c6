"""Reports where the International Space Station is."""

import http.client
import json
import urllib

ISS_API = "https://api.wheretheiss.at/v1/satellites/25544"
REQUEST_SECONDS = 5
FIELDS = ("latitude", "longitude", "altitude", "velocity")


class CaptureError(Exception):
    """The API gave no position that can be used."""


def handler(event, context):
    """Answer with the current position; a failure of the API is a failure of the function."""
    return position_of(fetch())


def fetch():
    """Ask the API once and return its JSON; raises CaptureError."""
    try:
        with urllib.request.urlopen(ISS_API, timeout=REQUEST_SECONDS) as response:
            return json.load(response)
    # HTTP errors, resets and time-outs are OSErrors; what is not JSON is a ValueError.
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise CaptureError(f"{ISS_API} gave no position: {error!r}") from error


def position_of(data):
    """Take the four fields, degrees, km and km/h, out of the answer; raises CaptureError."""
    missing = [field for field in FIELDS if not is_number(data, field)]
    if missing:
        raise CaptureError(f"{ISS_API} answered without {', '.join(missing)}")
    return {field: data[field] for field in FIELDS}


def is_number(data, field):
    return isinstance(data, dict) and type(data.get(field)) in (int, float)
