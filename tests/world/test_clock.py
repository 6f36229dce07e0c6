from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.world.clock import Clock, seeded_start
from grader.world.orbit import Orbit

seeds = st.integers(min_value=0, max_value=2**31)


def test_a_clock_stands_still_until_it_is_moved() -> None:
    clock = Clock(1000.1)
    assert clock.now == clock.now == 1000.1
    assert clock.advance(61) == clock.now == pytest.approx(1061.1)


def test_a_clock_never_goes_back() -> None:
    clock = Clock(1000.1)
    for seconds in (-1.0, float("nan")):
        with pytest.raises(ValueError, match="cannot go back"):
            clock.advance(seconds)


@given(st.floats(min_value=0, max_value=4e9))
def test_the_next_moment_is_in_the_next_second(start: float) -> None:
    clock = Clock(start)
    first, second = clock.next_moment(), clock.next_moment()
    assert int(first) == int(start) + 1
    assert int(second) == int(start) + 2
    assert first % 1 == pytest.approx(0.1, abs=1e-5)


@given(seeds)
def test_a_start_shows_missing_zeros_and_swapped_fields(seed: int) -> None:
    start = seeded_start(seed)
    date = datetime.fromtimestamp(start, UTC)
    assert date.month < 10
    assert min(date.day, date.hour, date.minute) > 12
    assert len({date.day, date.hour, date.minute}) == 3
    assert start % 1 == pytest.approx(0.1, abs=1e-5)
    assert seeded_start(seed) == start


@given(seeds, st.integers(min_value=0, max_value=180))
def test_at_a_start_latitude_and_longitude_cannot_be_confused(seed: int, later: int) -> None:
    position = Orbit().position(seeded_start(seed) + later)
    assert abs(abs(position.latitude) - abs(position.longitude)) > 5
    assert abs(position.longitude) > 52
    assert min(abs(position.latitude), abs(position.longitude)) > 1


def test_seeds_differ() -> None:
    assert len({seeded_start(seed) for seed in range(50)}) == 50
