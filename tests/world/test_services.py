import json
from typing import Any

import pytest
from sgp4.api import Satrec

from grader.world.clock import Clock
from grader.world.orbit import TLE
from grader.world.sky import Sky

ISS = "/v1/satellites/25544"
WHERE = "api.wheretheiss.at"
NOTIFY = "api.open-notify.org"


def read(response: Any) -> Any:
    assert response.getheader("Content-Type") == "application/json"
    return json.loads(response.read())


def test_a_satellite_has_the_real_api_s_shape(get: Any, sky: Sky, clock: Clock) -> None:
    answer = read(get(WHERE, ISS))
    assert list(answer) == (
        [
            "name",
            "id",
            "latitude",
            "longitude",
            "altitude",
            "velocity",
            "visibility",
            "footprint",
            "timestamp",
            "daynum",
            "solar_lat",
            "solar_lon",
            "units",
        ]
    )
    truth = sky.position(clock.now)
    assert answer["latitude"] == truth.latitude
    assert answer["longitude"] == truth.longitude
    assert answer["altitude"] == truth.altitude
    assert answer["velocity"] == truth.velocity
    assert answer["timestamp"] == truth.timestamp == int(clock.now)
    assert (answer["name"], answer["id"], answer["units"]) == ("iss", 25544, "kilometers")
    assert answer["visibility"] in ("daylight", "eclipsed")
    assert 4000 < answer["footprint"] < 5000


def test_the_answer_follows_the_clock(get: Any, clock: Clock) -> None:
    first = read(get(WHERE, ISS))
    assert read(get(WHERE, ISS)) == first
    clock.next_moment()
    second = read(get(WHERE, ISS))
    assert second["timestamp"] == first["timestamp"] + 1
    assert abs(second["latitude"] - first["latitude"]) > 0.001


def test_a_trailing_slash_is_the_same(get: Any) -> None:
    assert read(get(WHERE, ISS + "/")) == read(get(WHERE, ISS))


def test_units_and_timestamp_are_honoured(get: Any, sky: Sky) -> None:
    answer = read(get(WHERE, f"{ISS}?units=miles&timestamp=1800000000"))
    truth = sky.position(1800000000, "miles")
    assert (answer["altitude"], answer["units"]) == (truth.altitude, "miles")
    assert answer["timestamp"] == 1800000000


def test_several_positions(get: Any, sky: Sky) -> None:
    answer = read(get(WHERE, f"{ISS}/positions?timestamps=1800000000,1800000010&units=miles"))
    assert [one["timestamp"] for one in answer] == [1800000000, 1800000010]
    assert answer[1]["longitude"] == sky.position(1800000010).longitude


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/satellites/1", 404),
        ("/v1/satellites/abc", 404),
        (f"{ISS}/nothing", 404),
        ("/v2/satellites", 404),
        ("/", 404),
        (f"{ISS}/positions", 400),
        (f"{ISS}/positions?timestamps=1,,2", 400),
        (f"{ISS}/positions?timestamps={','.join(map(str, range(11)))}", 400),
        (f"{ISS}?timestamp=soon", 400),
        ("/v1/coordinates/91,0", 400),
        ("/v1/coordinates/x", 400),
    ],
)
def test_errors_are_json(get: Any, path: str, status: int) -> None:
    response = get(WHERE, path)
    assert response.status == status
    answer = read(response)
    assert answer["status"] == status
    assert answer["error"]


def test_the_list_of_satellites(get: Any) -> None:
    assert read(get(WHERE, "/v1/satellites")) == [{"name": "iss", "id": 25544}]


def test_the_elements_give_the_position(get: Any, clock: Clock) -> None:
    answer = read(get(WHERE, f"{ISS}/tles"))
    assert answer["requested_timestamp"] == int(clock.now)
    assert (answer["line1"], answer["line2"]) == TLE
    error, _, _ = Satrec.twoline2rv(answer["line1"], answer["line2"]).sgp4(2463000.5, 0.0)
    assert error == 0
    assert TLE[1] in get(WHERE, f"{ISS}/tles?format=text").read().decode()


def test_coordinates(get: Any) -> None:
    answer = read(get(WHERE, "/v1/coordinates/37.795517,-122.393693"))
    assert (answer["latitude"], answer["longitude"]) == ("37.795517", "-122.393693")
    assert answer["offset"] == -8
    assert set(answer) == {
        "latitude", "longitude", "timezone_id", "offset", "country_code", "map_url"
    }  # fmt: skip


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_open_notify_gives_strings(get: Any, sky: Sky, clock: Clock, scheme: str) -> None:
    answer = read(get(NOTIFY, "/iss-now.json", scheme))
    truth = sky.position(clock.now)
    assert answer["message"] == "success"
    assert answer["timestamp"] == truth.timestamp
    assert answer["iss_position"] == {
        "latitude": f"{truth.latitude:.4f}",
        "longitude": f"{truth.longitude:.4f}",
    }


def test_astros(get: Any) -> None:
    answer = read(get(NOTIFY, "/astros.json", "http"))
    assert answer["number"] == len(answer["people"]) > 3
    assert {"name", "craft"} == set(answer["people"][0])


@pytest.mark.parametrize("host", ["celestrak.org", "celestrak.com", "www.celestrak.org"])
def test_celestrak_gives_the_elements(get: Any, host: str) -> None:
    text = get(host, "/NORAD/elements/gp.php?CATNR=25544&FORMAT=TLE").read().decode()
    assert text.splitlines() == ["ISS (ZARYA)".ljust(24), *TLE]
    answer = read(get(host, "/NORAD/elements/gp.php?CATNR=25544&FORMAT=json"))
    assert answer[0]["NORAD_CAT_ID"] == 25544
    assert answer[0]["INCLINATION"] == pytest.approx(51.6331)
    assert get(host, "/NORAD/elements/stations.txt").status == 200
    assert get(host, "/NORAD/elements/gp.php?CATNR=1").read() == b"No GP data found"
    assert get(host, "/elsewhere").status == 404
