"""Services that tell flyovers: in their own shape, and as the orbit has them."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest

from grader.world.passes import Direction, passes
from grader.world.record import SkyRequest
from grader.world.services.answer import Answer
from grader.world.services.ivanstanojevic import Ivanstanojevic
from grader.world.services.satellite_passes import SatellitePasses

NOW = 1_774_100_000.0
MADRID = (40.4168, -3.7038)


def ask(service: Any, path: str, query: str = "") -> tuple[int, Any]:
    answer: Answer = service.answer(SkyRequest(NOW, "GET", "https", service.hosts[0], path, query))
    return answer.status, json.loads(answer.body)


def test_the_direction_at_culmination_is_the_highest() -> None:
    one = passes(*MADRID, NOW, hours=24)[0]
    highest = Direction.at(*MADRID, one.culmination)
    assert highest.elevation == pytest.approx(one.highest, abs=0.01)
    for moment in (one.rise, one.set):
        assert Direction.at(*MADRID, moment).elevation == pytest.approx(0, abs=0.05)
        assert 0 <= Direction.at(*MADRID, moment).azimuth < 360


def test_the_azimuth_is_that_of_the_ground_below() -> None:
    one = passes(0.0, 0.0, NOW, hours=48)[0]
    rising, setting = (Direction.at(0.0, 0.0, at).azimuth for at in (one.rise, one.set))
    assert 180 < rising < 360 and 0 < setting < 180, "the ISS flies from west to east"


def test_passes_are_those_over_ten_degrees() -> None:
    query = f"lat={MADRID[0]}&lon={MADRID[1]}&days=2"
    status, found = ask(SatellitePasses(), "/passes/25544", query)
    truth = [
        one
        for one in passes(*MADRID, NOW, hours=48)
        if one.clear_from is not None and one.clear_from >= NOW
    ]
    assert status == 200
    assert [one["rise"]["utc_timestamp"] for one in found] == [
        int(one.clear_from or 0) for one in truth
    ]
    assert {float(one["rise"]["alt"]) for one in found} <= {9.99, 10.0, 10.01}
    assert found[0]["rise"]["utc_datetime"].endswith("+00:00")


def test_only_visible_passes_and_so_many_where_asked() -> None:
    query = f"lat={MADRID[0]}&lon={MADRID[1]}&days=15&visible_only=true&limit=2"
    _status, found = ask(SatellitePasses(), "/passes/25544", query)
    assert 0 < len(found) <= 2 and all(one["visible"] for one in found)


@pytest.mark.parametrize("query", ["", "lat=x&lon=0", "lat=91&lon=0", "lat=0&lon=0&limit=many"])
def test_what_is_no_place_is_refused(query: str) -> None:
    assert ask(SatellitePasses(), "/passes/25544", query)[0] == 422


def test_flyovers_are_a_collection_of_members() -> None:
    query = f"latitude={MADRID[0]}&longitude={MADRID[1]}&only_visible=0"
    status, found = ask(Ivanstanojevic(), "/api/tle/25544/flyover", query)
    assert (status, found["@type"]) == (200, "SatelliteFlyOverCollection")
    first = found["member"][0]
    times = [datetime.fromisoformat(first[name]["date"]) for name in ("aos", "max", "los")]
    assert times == sorted(times)
    truth = next(one for one in passes(*MADRID, NOW, hours=48) if one.clear_from is not None)
    assert abs(times[0].timestamp() - (truth.clear_from or 0)) <= 1


def test_visible_flyovers_are_fewer() -> None:
    query = f"latitude={MADRID[0]}&longitude={MADRID[1]}"
    every = ask(Ivanstanojevic(), "/api/tle/25544/flyover", query + "&only_visible=0")[1]
    visible = ask(Ivanstanojevic(), "/api/tle/25544/flyover", query)[1]
    assert 0 < len(visible["member"]) < len(every["member"])


def test_the_elements_are_those_that_everybody_gives() -> None:
    _status, record = ask(Ivanstanojevic(), "/api/tle/25544")
    assert record["satelliteId"] == 25544 and record["line1"].startswith("1 25544U")
    _status, found = ask(Ivanstanojevic(), "/api/tle", "search=iss")
    assert found["member"][0]["line2"] == record["line2"]


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("/api/tle/1", "", 404),
        ("/api/tle/25544/flyover", "latitude=100&longitude=0", 400),
        ("/api/tle/25544/flyover", "latitude=0&longitude=190", 400),
        ("/nothing", "", 404),
    ],
)
def test_errors_are_json(path: str, query: str, status: int) -> None:
    assert ask(Ivanstanojevic(), path, query)[0] == status
