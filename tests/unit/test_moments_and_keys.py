"""Every way to write a moment that fixes the second is read; nothing coarser is."""

import math
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.capture.keys import expected_key, read_key
from grader.capture.moments import moments_in, within
from grader.capture.numbers import close, field_of, position_in
from grader.world.clock import seeded_start

START = datetime(2031, 3, 17, 14, 25, 36, 100_000, tzinfo=UTC).timestamp()
RIGHT = [
    "raw/iss/2031-03-17/20310317T142536Z.json",
    "raw/iss/2031/03/17/142536.json",
    "raw/iss/20310317/14-25-36.json",
    "raw/iss/2031-03-17/2031-03-17T14:25:36Z.json",
    "raw/iss/2031-03-17/2031-03-17T14:25:36.123456+00:00.json",
    "raw/iss/2031-03-17/2031-03-17_14-25-36.json",
    "raw/iss/2031-03-17/142536123456.json",
    "raw/iss/2031-03-17/20310317142536.json",
    "raw/iss/2031-03-17/02-25-36-PM.json",
    "raw/iss/2031-03-17/17-Mar-2031-14:25:36.json",
    "raw/iss/2031-03-17/iss_14_25_36.json",
    f"raw/iss/2031-03-17/{int(START)}.json",
    f"raw/iss/2031-03-17/{START:.3f}.json",
    f"raw/iss/2031-03-17/{int(START * 1000)}.json",
    f"raw/iss/2031-03-17/{int(START * 1_000_000)}.json",
    expected_key(START),
]
WRONG = [
    "raw/iss/2031-3-17/20310317T142536Z.json",
    "raw/iss/2031-17-03/20310317T142536Z.json",
    "raw/iss/17-03-2031/20310317T142536Z.json",
    "raw/iss/20310317T142536Z.json",
    "raw/iss/2031-03-17/1425.json",
    "raw/iss/2031-03-17/2031-03-17.json",
    "raw/iss/2031-03-17/14.json",
    "raw/iss/2031-03-17/latest.json",
    "raw/iss/2031-03-17/20310317T022536Z.json",
    "raw/iss/2031-03-17/02-25-36.json",
    "raw/iss/2031-03-17/02-25-36-AM.json",
    "raw/iss/2031-03-17/20310317T142436Z.json",
    "raw/iss/2031-03-17/14/25/36.json",
    "raw/iss/2031-03-17/20310317T142536Z",
    "raw/iss/2031-03-17/20310317T142536Z.txt",
    "iss/2031-03-17/20310317T142536Z.json",
    "/raw/iss/2031-03-17/20310317T142536Z.json",
    "raw/iss//20310317T142536Z.json",
    "raw/iss/2031-03-18/20310318T142536Z.json",
    "raw/iss/{date}/{timestamp}.json",
]


@pytest.mark.parametrize("key", RIGHT)
def test_a_right_key(key: str) -> None:
    assert read_key(key, START).right, read_key(key, START)


@pytest.mark.parametrize("key", WRONG)
def test_a_wrong_key(key: str) -> None:
    assert not read_key(key, START).right


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading(text: str) -> None:
    assert read_key(text, START).right is False
    assert isinstance(within(moments_in(text, START), START), bool)


@given(
    st.integers(0, 10**6), st.sampled_from(["%Y%m%dT%H%M%SZ", "%Y-%m-%dT%H:%M:%S+00:00", "%H%M%S"])
)
@settings(max_examples=200)
def test_every_seeded_moment_is_read_back_and_a_minute_off_is_not(seed: int, form: str) -> None:
    start = seeded_start(seed)
    moment = datetime.fromtimestamp(start, UTC)
    day = moment.strftime("%Y-%m-%d")
    assert read_key(f"raw/iss/{day}/{moment.strftime(form)}.json", start).right
    assert not read_key(f"raw/iss/{day}/{moment.strftime(form)}.json", start + 61).timestamp


@pytest.mark.parametrize(
    "form", ["iss-{epoch}", "25544#{epoch}", "iss-25544-{stamp}", "iss25544_{epoch}000", "a {iso}"]
)
def test_a_moment_is_read_beside_other_numbers(form: str) -> None:
    start = seeded_start(7)
    for seconds, right in ((0, True), (61, False)):
        moment = datetime.fromtimestamp(int(start) + seconds, UTC)
        text = form.format(
            epoch=int(start) + seconds, stamp=f"{moment:%Y%m%dT%H%M%SZ}", iso=moment.isoformat()
        )
        assert within(moments_in(text, start), start) is right


@pytest.mark.parametrize(
    ("key", "field"),
    [("lat", "latitude"), ("latitud", "latitude"), ("issLatitude", "latitude"), ("LAT", "latitude"),
     ("lon", "longitude"), ("lng", "longitude"), ("alt_km", "altitude"), ("altitudeKm", "altitude"),
     ("vel", "velocity"), ("velocidad_kmh", "velocity"), ("timestamp", None), ("salt", None),
     ("platform", None), ("solar_lat", None), ("lat_lon", None),
     ("altitude_unit", None), ("velocidad_unidad", None)],
)  # fmt: skip
def test_names_of_fields(key: str, field: str | None) -> None:
    assert field_of(key) == field


def test_a_position_is_found_in_a_dict_and_in_a_body() -> None:
    plain = {"lat": 1.5, "lon": 2.5, "alt": 3.5, "vel": 4.5}
    body = {"statusCode": 200, "body": '{"latitud": 1.5, "longitud": "2.5"}'}
    assert {f: v for f, (_k, v) in position_in(plain).items()} == {
        "latitude": 1.5, "longitude": 2.5, "altitude": 3.5, "velocity": 4.5
    }  # fmt: skip
    assert {f: v for f, (_k, v) in position_in(body).items()} == {
        "latitude": 1.5,
        "longitude": "2.5",
    }


@given(st.floats(-180, 180), st.integers(3, 12))
def test_three_decimals_are_enough(value: float, digits: int) -> None:
    assert close(round(value, digits), value)
    assert close(f"{value:.{digits}f}", value)
    assert close(math.trunc(value * 1000) / 1000, value)
    assert not close(value + 0.002, value)
    assert not close(True, 1.0)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
        max_leaves=12,
    )
)
def test_no_answer_breaks_the_search(answer: object) -> None:
    assert set(position_in(answer)) <= {"latitude", "longitude", "altitude", "velocity"}


@given(
    st.recursive(
        st.integers() | st.floats() | st.text(st.characters(exclude_categories=()), max_size=80),
        lambda inner: st.dictionaries(st.sampled_from(["lat", "lon", "alt", "vel"]), inner),
    )
)
def test_no_number_breaks_the_reading(value: object) -> None:
    for _key, found in position_in({"latitude": value}).values():
        assert isinstance(close(found, 1.0), bool)
    assert isinstance(within(moments_in(str(value), START), START), bool)


def test_numbers_that_no_machine_holds_are_none() -> None:
    for value in (10**400, "9" * 5000, "nan", float("nan"), float("inf"), "1e999"):
        assert not close(value, 1.0)
    assert not within(moments_in("9" * 5000, START), START)
    assert not within(moments_in("99999999999999999999-1-1-1-1-1", START), START)
