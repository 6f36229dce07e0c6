import math
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.world.orbit import INCLINATION, MILES, TLE, TLE_EPOCH, Orbit, subpoint, sun

moments = st.floats(min_value=1.7e9, max_value=2.1e9)
orbits = st.builds(Orbit, phase=st.floats(min_value=0, max_value=7))


@given(moments)
def test_the_orbit_stays_within_its_inclination(moment: float) -> None:
    latitude, longitude = subpoint(moment)
    assert abs(latitude) <= INCLINATION + 0.25  # geodetic latitude exceeds geocentric
    assert -180 <= longitude <= 180


@given(moments)
def test_the_orbit_is_continuous(moment: float) -> None:
    here, there = subpoint(moment), subpoint(moment + 1)
    north = there[0] - here[0]
    east = math.remainder(there[1] - here[1], 360) * math.cos(math.radians(here[0]))
    assert 0.05 < math.hypot(north, east) < 0.08  # 7.66 km a second, less the Earth's turn


@given(orbits, moments)
def test_swapped_coordinates_are_elsewhere_or_show_as_such(orbit: Orbit, moment: float) -> None:
    position = orbit.position(moment)
    if abs(position.latitude - position.longitude) > 0.01:
        assert (position.latitude, position.longitude) != (position.longitude, position.latitude)


@given(orbits, moments)
def test_altitude_and_speed_are_the_station_s_and_never_the_textbook_s(
    orbit: Orbit, moment: float
) -> None:
    position, next_second = orbit.position(moment), orbit.position(moment + 1)
    assert 405 < position.altitude < 445
    assert 27_300 < position.velocity < 27_800
    for textbook in (400, 408, 420):
        assert abs(position.altitude - textbook) > 1e-9
    assert position.altitude != next_second.altitude
    assert position.velocity != next_second.velocity


@given(orbits, moments)
def test_a_position_holds_for_its_whole_second(orbit: Orbit, moment: float) -> None:
    assert orbit.position(moment) == orbit.position(math.floor(moment))
    assert orbit.position(moment).timestamp == math.floor(moment)


@given(orbits, moments)
def test_miles_change_altitude_and_velocity_only(orbit: Orbit, moment: float) -> None:
    kilometers, miles = orbit.position(moment), orbit.position(moment, "miles")
    assert (miles.latitude, miles.longitude) == (kilometers.latitude, kilometers.longitude)
    assert miles.altitude == pytest.approx(kilometers.altitude * MILES)
    assert miles.velocity == pytest.approx(kilometers.velocity * MILES)


def test_the_elements_are_well_formed() -> None:
    for line in TLE:
        digits = sum(int(c) if c.isdigit() else c == "-" for c in line[:68])
        assert (len(line), int(line[68])) == (69, digits % 10)
    assert datetime.fromtimestamp(TLE_EPOCH, UTC) == datetime(2026, 3, 20, 12, tzinfo=UTC)


def test_the_sun_is_where_it_should_be() -> None:
    latitude, longitude = sun(datetime(2026, 6, 21, 12, tzinfo=UTC).timestamp())
    assert latitude == pytest.approx(23.43, abs=0.05)
    assert math.remainder(longitude, 360) == pytest.approx(0.5, abs=0.5)
    latitude, _ = sun(datetime(2026, 12, 21, 12, tzinfo=UTC).timestamp())
    assert latitude == pytest.approx(-23.43, abs=0.05)
