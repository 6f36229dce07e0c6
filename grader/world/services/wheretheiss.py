"""api.wheretheiss.at, version 1."""

from __future__ import annotations

import math
import re
from urllib.parse import parse_qs

from grader.world.orbit import MILES, TLE, TLE_EPOCH, TLE_NAME, Orbit, digits, julian, sun
from grader.world.record import SkyRequest
from grader.world.services.answer import Answer, json_answer, text_answer

ISS = 25544
_EARTH_DIAMETER = 12756.33
_TIMES_LIMIT = 10
_MOMENTS = range(2**32)
_RATE = (
    ("X-Rate-Limit-Limit", "350"),
    ("X-Rate-Limit-Remaining", "349"),
    ("X-Rate-Limit-Interval", "5 minutes"),
)


class WhereTheIss:
    """Satellites, positions, elements and coordinates."""

    hosts = ("api.wheretheiss.at", "wheretheiss.at", "www.wheretheiss.at")

    def __init__(self, orbit: Orbit) -> None:
        self._orbit = orbit

    def answer(self, request: SkyRequest) -> Answer:
        """Answer as the real API does, errors in its words."""
        parts = [part for part in request.path.split("/") if part]
        query = {name: values[-1] for name, values in parse_qs(request.query).items()}
        match parts:
            case ["v1", "satellites"]:
                return json_answer([{"name": "iss", "id": ISS}], headers=_RATE)
            case ["v1", "satellites", number, *rest]:
                if number != str(ISS):
                    return _error(404, "satellite not found")
                return self._satellite(rest, query, request.moment)
            case ["v1", "coordinates", place]:
                return _coordinates(place)
        return _error(404, "Invalid controller specified")

    def _satellite(self, rest: list[str], query: dict[str, str], moment: float) -> Answer:
        units = "miles" if query.get("units") == "miles" else "kilometers"
        match rest:
            case []:
                times = _times(query.get("timestamp", str(math.floor(moment))))
                if len(times) != 1:
                    return _error(400, "invalid timestamp")
                return json_answer(self._record(times[0], units), headers=_RATE)
            case ["positions"]:
                times = _times(query.get("timestamps", ""))
                if not times:
                    return _error(400, "invalid timestamp in list")
                if len(times) > _TIMES_LIMIT:
                    return _error(400, f"no more than {_TIMES_LIMIT} timestamps are allowed")
                return json_answer([self._record(time, units) for time in times], headers=_RATE)
            case ["tles"]:
                return _elements(query.get("format", "json"), moment)
        return _error(404, "Invalid action specified")

    def _record(self, moment: int, units: str) -> dict[str, object]:
        """Give everything that the API says about one second, in its order."""
        position = self._orbit.position(moment, units)
        kilometers = self._orbit.position(moment).altitude
        radius = _EARTH_DIAMETER / 2
        footprint = _EARTH_DIAMETER * math.acos(radius / (radius + kilometers))
        solar_latitude, solar_longitude = sun(moment)
        lit = _in_daylight(
            position.latitude, position.longitude, solar_latitude, solar_longitude, kilometers
        )
        return {
            "name": "iss",
            "id": ISS,
            "latitude": position.latitude,
            "longitude": position.longitude,
            "altitude": position.altitude,
            "velocity": position.velocity,
            "visibility": "daylight" if lit else "eclipsed",
            "footprint": digits(footprint * (MILES if units == "miles" else 1)),
            "timestamp": position.timestamp,
            "daynum": digits(julian(moment)),
            "solar_lat": digits(solar_latitude),
            "solar_lon": digits(solar_longitude),
            "units": units,
        }


def _error(status: int, message: str) -> Answer:
    return json_answer({"error": message, "status": status}, status)


def _times(text: str) -> list[int]:
    """Read a comma-separated list of epoch seconds; empty when one is not a moment."""
    times = [int(part) for part in text.split(",") if re.fullmatch(r"[0-9]{1,10}", part.strip())]
    return times if len(times) == text.count(",") + 1 and all(t in _MOMENTS for t in times) else []


def _in_daylight(
    latitude: float, longitude: float, sun_latitude: float, sun_longitude: float, altitude: float
) -> bool:
    """Whether the sun is above the horizon that the ISS sees."""
    here, there = math.radians(latitude), math.radians(sun_latitude)
    apart = math.radians(sun_longitude - longitude)
    cosine = math.sin(here) * math.sin(there) + math.cos(here) * math.cos(there) * math.cos(apart)
    radius = _EARTH_DIAMETER / 2
    return cosine > -math.sqrt(1 - (radius / (radius + altitude)) ** 2)


def _elements(form: str, moment: float) -> Answer:
    if form == "text":
        return text_answer("\n".join((TLE_NAME, *TLE)) + "\n")
    return json_answer(
        {
            "requested_timestamp": math.floor(moment),
            "tle_timestamp": TLE_EPOCH,
            "id": str(ISS),
            "name": "iss",
            "header": TLE_NAME,
            "line1": TLE[0],
            "line2": TLE[1],
        },
        headers=_RATE,
    )


def _coordinates(place: str) -> Answer:
    """Name the nautical time zone of a place; the sky knows no borders."""
    number = r"-?[0-9]{1,3}(?:\.[0-9]{1,20})?"
    found = re.fullmatch(rf"({number}),({number})", place)
    if found is None or abs(float(found[1])) > 90 or abs(float(found[2])) > 180:
        return _error(400, "invalid coordinates")
    hours = round(float(found[2]) / 15)
    return json_answer(
        {
            "latitude": found[1],
            "longitude": found[2],
            "timezone_id": f"Etc/GMT{-hours:+d}" if hours else "Etc/GMT",
            "offset": hours,
            "country_code": "??",
            "map_url": f"https://maps.google.com/maps?q={found[1]},{found[2]}&z=4",
        },
        headers=_RATE,
    )
