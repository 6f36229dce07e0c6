"""satellites.fly.dev: passes over a place (github.com/redraw/satellite-passes-api)."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import parse_qs

from grader.world.passes import Direction, Pass, passes
from grader.world.record import SkyRequest
from grader.world.services.answer import Answer, json_answer

_ISS = "25544"
_OCTANTS = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")
_DAYS = 7
_MOST_DAYS = 15
_MOST = 100


class SatellitePasses:
    """Passes of catalogue number 25544 that climb over ten degrees."""

    hosts = ("satellites.fly.dev",)

    def answer(self, request: SkyRequest) -> Answer:
        """Answer /passes/NUMBER?lat=&lon=&limit=&days=&visible_only=."""
        query = {name: values[-1] for name, values in parse_qs(request.query).items()}
        match [part for part in request.path.split("/") if part]:
            case ["passes", number] if number == _ISS:
                return _passes(query, request.moment)
        return json_answer({"detail": "Not Found"}, 404)


def _passes(query: dict[str, str], moment: float) -> Answer:
    try:
        latitude, longitude = float(query["lat"]), float(query["lon"])
        limit = min(int(query.get("limit", str(_MOST))), _MOST)
        days = min(int(query.get("days", str(_DAYS))), _MOST_DAYS)
    except (KeyError, ValueError):
        return json_answer({"detail": "lat and lon are required numbers"}, 422)
    if not (abs(latitude) <= 90 and abs(longitude) <= 180 and days > 0):
        return json_answer({"detail": "lat, lon or days are out of range"}, 422)
    only_visible = query.get("visible_only", "false").lower() in ("1", "true", "yes")
    found = []
    for one in passes(latitude, longitude, moment, hours=24 * days):
        if one.clear_from is None or one.clear_from < moment or (only_visible and not one.visible):
            continue
        found.append(_record(latitude, longitude, one))
        if len(found) >= limit:
            break
    return json_answer(found)


def _record(latitude: float, longitude: float, one: Pass) -> dict[str, object]:
    events = {"rise": one.clear_from, "culmination": one.culmination, "set": one.clear_until}
    return {
        **{
            name: _event(latitude, longitude, moment, one)
            for name, moment in events.items()
            if moment is not None
        },
        "visible": one.visible,
    }


def _event(latitude: float, longitude: float, moment: float, one: Pass) -> dict[str, object]:
    direction = Direction.at(latitude, longitude, moment)
    seen = one.visible_from is not None and one.visible_until is not None
    visible = seen and one.visible_from <= moment <= one.visible_until  # type: ignore[operator]
    return {
        "alt": f"{direction.elevation:.2f}",
        "az": f"{direction.azimuth:.2f}",
        "az_octant": _OCTANTS[round(direction.azimuth / 45) % 8],
        "utc_datetime": str(datetime.fromtimestamp(moment, UTC)),
        "utc_timestamp": int(moment),
        "is_sunlit": visible,
        "visible": visible,
    }
