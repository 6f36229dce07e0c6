"""nominatim.openstreetmap.org: where a city is, and what is at a place."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from urllib.parse import parse_qs

from grader.world.gazetteer import City, find, nearest
from grader.world.record import SkyRequest
from grader.world.services.answer import Answer, json_answer

_AT_SEA = 8.0
"""Degrees from the nearest city beyond which there is nothing to name."""
_LICENCE = "Data © OpenStreetMap contributors, ODbL 1.0. http://osm.org/copyright"


class Nominatim:
    """/search and /reverse in the forms json, jsonv2 and geojson."""

    hosts = ("nominatim.openstreetmap.org",)

    def answer(self, request: SkyRequest) -> Answer:
        """Answer as documented (nominatim.org/release-docs/latest/api)."""
        query = {name: values[-1] for name, values in parse_qs(request.query).items()}
        match request.path.strip("/").removesuffix(".php"):
            case "search":
                return _search(query)
            case "reverse":
                return _reverse(query)
        return json_answer({"error": {"code": 404, "message": "Not Found"}}, 404)


def _search(query: Mapping[str, str]) -> Answer:
    asked = query.get("q") or query.get("city")
    if not asked:
        return json_answer({"error": {"code": 400, "message": "Nothing to search for."}}, 400)
    parts = (asked, query.get("country", ""))
    city = find(", ".join(part for part in parts if part))
    found = [] if city is None else [_place(city)]
    if query.get("format") in ("geojson", "geocodejson"):
        return json_answer(_features(found))
    return json_answer(found)


def _reverse(query: Mapping[str, str]) -> Answer:
    try:
        latitude, longitude = float(query["lat"]), float(query["lon"])
    except (KeyError, ValueError):
        return json_answer({"error": {"code": 400, "message": "Missing parameter 'lat'"}}, 400)
    city, apart = nearest(latitude, longitude)
    if apart > _AT_SEA:
        return json_answer({"error": "Unable to geocode"})
    return json_answer(_place(city) | {"address": _address(city)})


def _place(city: City) -> dict[str, object]:
    number = zlib.crc32(city.name.encode())
    return {
        "place_id": number % 400_000_000,
        "licence": _LICENCE,
        "osm_type": "relation",
        "osm_id": number % 9_000_000,
        "lat": f"{city.latitude:.7f}",
        "lon": f"{city.longitude:.7f}",
        "class": "boundary",
        "type": "administrative",
        "place_rank": 16,
        "importance": 0.7,
        "addresstype": "city",
        "name": city.name,
        "display_name": f"{city.name}, {city.country}",
        "address": _address(city),
        "boundingbox": [
            f"{city.latitude - 0.15:.7f}",
            f"{city.latitude + 0.15:.7f}",
            f"{city.longitude - 0.2:.7f}",
            f"{city.longitude + 0.2:.7f}",
        ],
    }


def _address(city: City) -> dict[str, str]:
    return {
        "city": city.name,
        "country": city.country,
        "country_code": city.country_code.lower(),
    }


def _features(places: list[dict[str, object]]) -> dict[str, object]:
    return {
        "type": "FeatureCollection",
        "licence": _LICENCE,
        "features": [
            {
                "type": "Feature",
                "properties": place,
                "geometry": {
                    "type": "Point",
                    "coordinates": [float(str(place["lon"])), float(str(place["lat"]))],
                },
            }
            for place in places
        ],
    }
