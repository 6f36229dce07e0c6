"""api.open-notify.org: the position as strings, and who is in space."""

from __future__ import annotations

from grader.world.orbit import Orbit
from grader.world.record import SkyRequest
from grader.world.services.answer import Answer, json_answer, text_answer

_CREW = (
    ("ISS", "Commander"),
    *(("ISS", f"Flight Engineer {number}") for number in range(1, 7)),
    ("Tiangong", "Commander"),
    ("Tiangong", "Operator 1"),
    ("Tiangong", "Operator 2"),
)


class OpenNotify:
    """iss-now and astros; both over http and https."""

    hosts = ("api.open-notify.org", "open-notify.org", "www.open-notify.org")

    def __init__(self, orbit: Orbit) -> None:
        self._orbit = orbit

    def answer(self, request: SkyRequest) -> Answer:
        """Answer as the real API does: coordinates are strings with four decimals."""
        match request.path.strip("/"):
            case "iss-now.json" | "iss-now" | "iss-now/v1":
                return json_answer(self._now(request.moment))
            case "astros.json" | "astros" | "astros/v1":
                people = [{"craft": craft, "name": name} for craft, name in _CREW]
                return json_answer({"people": people, "number": len(people), "message": "success"})
        return text_answer("Not Found\n", 404)

    def _now(self, moment: float) -> dict[str, object]:
        position = self._orbit.position(moment)
        return {
            "timestamp": position.timestamp,
            "message": "success",
            "iss_position": {
                "longitude": f"{position.longitude:.4f}",
                "latitude": f"{position.latitude:.4f}",
            },
        }
