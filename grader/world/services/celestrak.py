"""celestrak.org: the orbital elements of the ISS."""

from __future__ import annotations

from urllib.parse import parse_qs

from grader.world.orbit import TLE, TLE_NAME
from grader.world.record import SkyRequest
from grader.world.services.answer import Answer, json_answer, text_answer

_LINE_ENDS = "\r\n"


class Celestrak:
    """GP data of catalogue number 25544, and the station list."""

    hosts = ("celestrak.org", "www.celestrak.org", "celestrak.com", "www.celestrak.com")

    def answer(self, request: SkyRequest) -> Answer:
        """Answer gp.php and stations.txt; anything else is not there."""
        match request.path:
            case "/NORAD/elements/gp.php":
                query = {
                    name.upper(): values[-1] for name, values in parse_qs(request.query).items()
                }
                return _elements(query)
            case "/NORAD/elements/stations.txt":
                return _lines(TLE_NAME.ljust(24), *TLE)
        return text_answer("Not Found\n", 404)


def _elements(query: dict[str, str]) -> Answer:
    asked = (
        query.get("CATNR", "").lstrip("0") == "25544"
        or query.get("GROUP", "").lower() == "stations"
        or query.get("NAME", "").upper() in TLE_NAME.split()
        or query.get("INTDES", "") == "1998-067"
    )
    if not asked:
        return text_answer("No GP data found")
    match query.get("FORMAT", "TLE").upper():
        case "JSON" | "JSON-PRETTY":
            return json_answer([_mean_elements()])
        case "2LE":
            return _lines(*TLE)
        case "TLE" | "3LE":
            return _lines(TLE_NAME.ljust(24), *TLE)
    return text_answer("Invalid query: FORMAT")


def _lines(*lines: str) -> Answer:
    return text_answer("".join(line + _LINE_ENDS for line in lines))


def _mean_elements() -> dict[str, object]:
    """Give the elements under the names of the OMM standard."""
    line = TLE[1]
    return {
        "OBJECT_NAME": TLE_NAME,
        "OBJECT_ID": "1998-067A",
        "EPOCH": "2026-03-20T12:00:00.000000",
        "MEAN_MOTION": float(line[52:63]),
        "ECCENTRICITY": float(f"0.{line[26:33]}"),
        "INCLINATION": float(line[8:16]),
        "RA_OF_ASC_NODE": float(line[17:25]),
        "ARG_OF_PERICENTER": float(line[34:42]),
        "MEAN_ANOMALY": float(line[43:51]),
        "EPHEMERIS_TYPE": 0,
        "CLASSIFICATION_TYPE": "U",
        "NORAD_CAT_ID": 25544,
        "ELEMENT_SET_NO": 999,
        "REV_AT_EPOCH": int(line[63:68]),
        "BSTAR": 0,
        "MEAN_MOTION_DOT": 0,
        "MEAN_MOTION_DDOT": 0,
    }
