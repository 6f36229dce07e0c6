"""geocoding-api.open-meteo.com: where a city is, and its time zone."""

from __future__ import annotations

import zlib
from urllib.parse import parse_qs

from grader.world.gazetteer import City, find
from grader.world.record import SkyRequest
from grader.world.services.answer import Answer, json_answer


class OpenMeteo:
    """/v1/search; an unknown name gives an answer without results."""

    hosts = ("geocoding-api.open-meteo.com",)

    def answer(self, request: SkyRequest) -> Answer:
        """Answer as documented (open-meteo.com/en/docs/geocoding-api)."""
        if request.path.rstrip("/") != "/v1/search":
            return json_answer({"error": True, "reason": "Not Found"}, 404)
        query = {name: values[-1] for name, values in parse_qs(request.query).items()}
        name = query.get("name", "")
        if not name:
            return json_answer({"error": True, "reason": "Parameter 'name' is required"}, 400)
        city = find(name) if len(name) > 1 else None
        found = {} if city is None else {"results": [_result(city)]}
        return json_answer(found | {"generationtime_ms": 0.5})


def _result(city: City) -> dict[str, object]:
    return {
        "id": zlib.crc32(city.name.encode()) % 9_000_000,
        "name": city.name,
        "latitude": city.latitude,
        "longitude": city.longitude,
        "elevation": 20.0,
        "feature_code": "PPLA",
        "country_code": city.country_code,
        "timezone": city.zone,
        "country": city.country,
    }
