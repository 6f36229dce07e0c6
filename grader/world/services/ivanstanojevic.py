"""tle.ivanstanojevic.me: elements and flyovers of satellites (github.com/ivanstan/tle-api)."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from urllib.parse import parse_qs

from grader.world.orbit import TLE, TLE_EPOCH, TLE_NAME
from grader.world.passes import Direction, passes
from grader.world.record import SkyRequest
from grader.world.services.answer import Answer, json_answer

_HOST = "tle.ivanstanojevic.me"
_ISS = "25544"
_DAYS = 10
_CONTEXT = "https://www.w3.org/ns/hydra/context.jsonld"


class Ivanstanojevic:
    """The record of catalogue number 25544, its search, and its flyovers."""

    hosts = (_HOST,)

    def answer(self, request: SkyRequest) -> Answer:
        """Answer as the real API does, errors in its words."""
        query = {name: values[-1] for name, values in parse_qs(request.query).items()}
        match [part for part in request.path.split("/") if part]:
            case ["api", "tle"]:
                return _search(query.get("search", ""))
            case ["api", "tle", number, *rest] if number == _ISS and rest in ([], ["flyover"]):
                return _flyovers(query, request.moment) if rest else json_answer(_record())
            case ["api", "tle", number]:
                return _error(404, f"Unable to find record with id {number}")
        return _error(404, "Not found")


def _record() -> dict[str, object]:
    return {
        "@context": "https://www.w3.org/ns/hydra/context.jsonld",
        "@id": f"https://{_HOST}/api/tle/{_ISS}",
        "@type": "Tle",
        "satelliteId": int(_ISS),
        "name": TLE_NAME,
        "date": _date(TLE_EPOCH),
        "line1": TLE[0],
        "line2": TLE[1],
    }


def _search(words: str) -> Answer:
    found = [_record()] if words.lower() in TLE_NAME.lower() or words == _ISS else []
    return json_answer(
        {
            "@context": _CONTEXT,
            "@id": f"https://{_HOST}/api/tle",
            "@type": "Tle[]",
            "totalItems": len(found),
            "member": found,
        }
    )


def _flyovers(query: dict[str, str], moment: float) -> Answer:
    try:
        latitude, longitude = float(query["latitude"]), float(query["longitude"])
    except (KeyError, ValueError):
        return _error(400, "Invalid latitude value")
    if not abs(latitude) <= 90:
        return _error(400, "Invalid latitude value")
    if not abs(longitude) <= 180:
        return _error(400, "Invalid longitude value")
    only_visible = query.get("only_visible", "1") not in ("0", "false")
    place = f"latitude={latitude:g}&longitude={longitude:g}&only_visible={int(only_visible)}"
    identity = f"https://{_HOST}/api/tle/{_ISS}/flyover"
    member: list[dict[str, object]] = []
    for one in passes(latitude, longitude, moment, hours=24 * _DAYS):
        if one.clear_from is None or one.clear_until is None:
            continue
        begin, end = one.clear_from, one.clear_until
        if only_visible:
            if one.visible_from is None or one.visible_until is None:
                continue
            begin, end = one.visible_from, one.visible_until
        highest = min(max(one.culmination, begin), end)
        member.append(
            {
                "@id": f"{identity}/{len(member) + 1}?{place}",
                "@type": "SatelliteFlyOver",
                **{
                    name: _seen(latitude, longitude, at)
                    for name, at in (("aos", begin), ("max", highest), ("los", end))
                },
            }
        )
    return json_answer(
        {
            "@context": _CONTEXT,
            "@id": f"{identity}?{place}",
            "@type": "SatelliteFlyOverCollection",
            "observer": {
                "timezone": "UTC",
                "date": _date(moment),
                "latitude": latitude,
                "longitude": longitude,
            },
            "tle": _record(),
            "member": member,
            "parameters": {
                "latitude": latitude,
                "longitude": longitude,
                "only_visible": only_visible,
                "date": _date(moment),
                "satelliteId": int(_ISS),
            },
        }
    )


def _seen(latitude: float, longitude: float, moment: float) -> dict[str, object]:
    direction = Direction.at(latitude, longitude, moment)
    return {
        "date": _date(moment),
        "azimuth": round(direction.azimuth, 2),
        "elevation": round(direction.elevation, 2),
    }


def _date(moment: float) -> str:
    return datetime.fromtimestamp(math.floor(moment), UTC).isoformat()


def _error(status: int, message: str) -> Answer:
    return json_answer({"response": {"message": message}}, status)
