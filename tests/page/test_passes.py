import math
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.world.orbit import computed, sun
from grader.world.passes import Pass, passes

START = 1_774_051_200.0  # 2026-03-21 00:00 UTC
MADRID = (40.416782, -3.703507)
PLACES = {
    "Madrid": MADRID,
    "Quito": (-0.1807, -78.4678),
    "Sydney": (-33.8698, 151.2083),
    "Helsinki": (60.1674, 24.9428),
}


def elevation(place: tuple[float, float], moment: float) -> float:
    """The elevation by the spherical triangle, with the Earth's radius of the place.

    Independent of the code's vectors; off by the ellipsoid's deflection, 0.2° at most.
    """
    there = computed(moment)
    north, other = math.radians(place[0]), math.radians(there.latitude)
    east = math.radians(there.longitude - place[1])
    cosine = math.sin(north) * math.sin(other) + math.cos(north) * math.cos(other) * math.cos(east)
    apart = math.acos(min(1.0, cosine))
    radius = _radius(north)
    height = _radius(other) + there.altitude
    return math.degrees(math.atan2(height * math.cos(apart) - radius, height * math.sin(apart)))


def _radius(latitude: float) -> float:
    a, b = 6378.137, 6356.7523
    one, other = a * math.cos(latitude), b * math.sin(latitude)
    return math.hypot(a * one, b * other) / math.hypot(one, other)


def every_second(place: tuple[float, float], start: float, hours: int) -> Iterator[list[float]]:
    """The passes as runs of [moment, ...] with the ISS above the horizon, second by second."""
    run: list[float] = []
    for second in range(hours * 3600):
        if elevation(place, start + second) > 0:
            run.append(start + second)
        elif run:
            yield run
            run = []


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
def test_passes_equal_a_look_at_every_second(place: tuple[float, float]) -> None:
    truth = list(every_second(place, START, 10))
    found = [one for one in passes(*place, START, hours=10) if one.rise > START]
    high = [run for run in truth if max(elevation(place, at) for at in run) > 1]
    assert len([one for one in found if one.highest > 1]) == pytest.approx(len(high), abs=1)
    for run in high:
        one = next(one for one in found if abs(one.rise - run[0]) < 30)
        assert abs(one.set - run[-1]) < 30
        best = max(run, key=lambda at: elevation(place, at))
        assert abs(one.culmination - best) < 10
        assert one.highest == pytest.approx(elevation(place, best), abs=0.6)


@given(
    st.floats(min_value=-65, max_value=65),
    st.floats(min_value=-180, max_value=180),
    st.floats(min_value=1.75e9, max_value=2.1e9),
)
@settings(max_examples=40, deadline=None)
def test_a_pass_is_in_order(latitude: float, longitude: float, start: float) -> None:
    found = passes(latitude, longitude, start, hours=24)
    assert list(found) == sorted(found, key=lambda one: one.rise)
    for one in found:
        assert one.set > start
        assert one.rise < start + 24 * 3600
        moments = [one.rise, one.clear_from, one.culmination, one.clear_until, one.set]
        known = [moment for moment in moments if moment is not None]
        assert known == sorted(known)
        assert (one.clear_from is not None) == (one.highest >= 10)
        assert 0 < one.highest <= 90
        assert one.set - one.rise < 720
        assert one.perhaps_visible or not one.visible
        assert one.visible == (one.visible_from is not None)
        if one.visible_from is not None and one.visible_until is not None:
            assert one.clear_from <= one.visible_from <= one.visible_until <= one.clear_until


def test_a_pass_under_way_comes_first_and_is_whole() -> None:
    one = passes(*MADRID, START, hours=24)[0]
    again = passes(*MADRID, one.culmination, hours=24)[0]
    assert abs(again.rise - one.rise) < 0.1
    assert abs(again.set - one.set) < 0.1


def test_nothing_passes_over_the_poles() -> None:
    assert passes(89.0, 0.0, START, hours=24) == ()


def test_visible_passes_are_before_sunrise_or_after_sunset() -> None:
    found = passes(*MADRID, START, hours=240)
    visible = [one for one in found if one.visible]
    assert 5 < len(visible) < len(found) / 2
    for one in visible:
        assert one.visible_from is not None
        assert sun_over(MADRID, one.visible_from) < -5.8
        assert elevation(MADRID, one.visible_from) > 9.5
    for one in found:
        if sun_over(MADRID, one.culmination) > 0:
            assert not one.visible


def test_at_midnight_the_station_is_in_the_shadow_of_the_earth() -> None:
    assert not [one for one in passes(*MADRID, START, hours=240) if _midnight(one) and one.visible]


def _midnight(one: Pass) -> bool:
    return sun_over(MADRID, one.culmination) < -45


def sun_over(place: tuple[float, float], moment: float) -> float:
    latitude, longitude = (math.radians(angle) for angle in sun(moment))
    north, east = math.radians(place[0]), math.radians(place[1])
    return math.degrees(
        math.asin(
            math.sin(north) * math.sin(latitude)
            + math.cos(north) * math.cos(latitude) * math.cos(longitude - east)
        )
    )
