"""What is judged of looks: tracking, trails, updates, icons, controls; without a browser."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.page.flyovers.controls import buttons_for, controls_from, field_for_a_city
from grader.page.ground_track import GroundTrack
from grader.page.icons import Painting, painting_of
from grader.page.moment import WATCHED, drawn
from grader.page.observation import Icon, Line, Look, Map, Marker, looks_from
from grader.page.served import is_for_a_position
from grader.page.tracking import track
from grader.page.trails import find_trail
from grader.page.updates import Updates
from grader.world.orbit import subpoint
from grader.world.sphere import Place, apart

START = drawn(7).start
WAY = [subpoint(START + 5 * step) for step in range(13)]
OWN = Icon(False, False, None, None, True, True, (0, 0, 20, 20))


def look(at: float, *markers: Marker, lines: tuple[Line, ...] = (), height: float = 400) -> Look:
    box = (0.0, 0.0, 800.0, height)
    return Look(at, "http://localhost/", (Map(box, True, "", markers, lines),), {})


def marker(place: Place, icon: Icon | None = OWN, point: tuple[float, float] = (9, 9)) -> Marker:
    return Marker(place, point, icon)


def current(at: float) -> list[Place]:
    step = int(at // 5)
    return [WAY[max(0, step - 1)], WAY[step]]


def following(**more: object) -> list[Look]:
    return [look(at + 0.5, marker(WAY[at // 5], **more)) for at in range(60)]  # type: ignore[arg-type]


def test_a_marker_that_follows() -> None:
    found = track(following(), current)
    assert (found.right, found.in_view, found.follows) == (1, 1, True)
    assert found.changes[:3] == (0.5, 5.5, 10.5)


def test_a_marker_that_glides_from_one_place_to_the_next() -> None:
    between = [look(at + 0.5, marker(subpoint(START + at - 3 + 0.7))) for at in range(6, 60)]
    assert track(between, current).follows


def test_a_marker_outside_the_window() -> None:
    found = track(following(point=(-5, 9)), current)
    assert (found.right, found.in_view) == (1, 0)


def test_a_marker_that_stands_still() -> None:
    found = track([look(at + 0.5, marker(WAY[0])) for at in range(60)], current)
    assert not found.follows
    assert not found.moves
    assert found.seen[0].is_right


def test_a_low_map_is_no_map() -> None:
    found = track([look(at + 0.5, marker(WAY[0]), height=150) for at in range(60)], current)
    assert not found.has_visible_map


def line(*places: Place, jump: float = 0.3) -> Line:
    return Line((places,), len(places), jump, True)


TRACK = GroundTrack.around(START)


def test_a_line_that_grows_along_the_track() -> None:
    looks = [look(5 * n, lines=(line(*WAY[: n + 1]),)) for n in range(1, 13)]
    found = find_trail(looks, TRACK)
    assert (found.grows, found.is_lost, found.is_across) == (True, False, False)


def test_a_line_that_is_lost_at_each_update() -> None:
    looks = [look(5 * n, lines=(line(*WAY[n - 1 : n + 1]),)) for n in range(1, 13)]
    found = find_trail(looks, TRACK)
    assert (found.is_there, found.is_lost) == (False, True)


def test_a_line_elsewhere() -> None:
    looks = [look(5 * n, lines=(line((40.0, -3.0), WAY[n]),)) for n in range(1, 13)]
    found = find_trail(looks, TRACK)
    assert not found.is_there
    assert found.strangers


def test_a_predicted_track() -> None:
    ahead = [subpoint(START + 60 * minute) for minute in range(80)]
    found = find_trail([look(5 * n, lines=(line(*ahead),)) for n in range(12)], TRACK)
    assert found.is_predicted


def test_nothing_seen_is_no_trail() -> None:
    assert not find_trail([], TRACK).is_lost


@pytest.mark.parametrize(
    ("icon", "painting"),
    [
        (None, Painting.CIRCLE),
        (Icon(True, True, None, None, False, True, None), Painting.DEFAULT),
        (Icon(True, False, "iss.png", True, False, True, None), Painting.OWN),
        (Icon(True, False, "iss.png", False, False, True, None), Painting.BROKEN),
        (Icon(False, False, None, None, False, True, None), Painting.EMPTY),
        (OWN, Painting.OWN),
    ],
)
def test_icons(icon: Icon | None, painting: Painting) -> None:
    assert painting_of(marker((0, 0), icon)) is painting


def test_updates() -> None:
    every_five = Updates.of([5 * n + 0.01 for n in range(13)])
    assert every_five.median == pytest.approx(5)
    assert not every_five.accelerate(60)
    assert Updates.of([1.0, 1.01, 6.0]).moments == (1.0, 6.0)
    leaking = [5.0 * n for n in range(13) for _timer in range(1 + n // 3)]
    assert Updates.of(leaking).accelerate(60)
    assert Updates.of([3.0]).median is None


@pytest.mark.parametrize(
    ("url", "asks"),
    [
        ("https://api.wheretheiss.at/v1/satellites/25544", True),
        ("https://api.wheretheiss.at/v1/satellites/25544?units=miles", True),
        ("https://api.wheretheiss.at/v1/satellites/25544/positions?timestamps=1", True),
        ("http://api.open-notify.org/iss-now.json", True),
        ("https://corsproxy.io/?https%3A%2F%2Fapi.open-notify.org%2Fiss-now.json", True),
        ("https://api.wheretheiss.at/v1/satellites/25544/tles", False),
        ("https://tile.openstreetmap.org/3/1/2.png", False),
    ],
)
def test_requests_for_a_position(url: str, asks: bool) -> None:
    assert is_for_a_position(url) is asks


@pytest.mark.parametrize("seed", range(25))
def test_what_a_seed_draws(seed: int) -> None:
    found = drawn(seed)
    assert found == drawn(seed)
    longitudes = [subpoint(found.start + second)[1] for second in range(0, WATCHED, 5)]
    assert max(longitudes) - min(longitudes) < 180
    later = [subpoint(found.crossing + second)[1] for second in range(0, 120, 5)]
    assert max(later) - min(later) > 180
    assert found.cities[0].country != found.cities[1].country


JUNK = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["at", "address", "maps", "texts", "layers", "box", "kind", "parts"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.lists(JUNK, max_size=4))
def test_whatever_a_page_forges_is_read_or_left_out(told: list[object]) -> None:
    for one in looks_from(told):
        assert isinstance(one.at, float)


@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(-90, 90), st.floats(-180, 180))
def test_distances(north: float, east: float, other_north: float, other_east: float) -> None:
    there, here = (north, east), (other_north, other_east)
    assert apart(there, here) == pytest.approx(apart(here, there), abs=1e-9)
    assert apart(there, (north, east + 360)) == pytest.approx(0, abs=1e-5)
    assert 0 <= apart(there, here) <= 180.0001


def control(number: int, tag: str, name: str, **more: object) -> dict[str, object]:
    return {
        "number": number, "tag": tag, "type": "", "visible": True, "disabled": False,
        "box": [0, 30 * number, 100, 20], "form": -1, "name": name, "options": [], **more,
    }  # fmt: skip


def test_the_field_and_the_button_that_a_visitor_takes() -> None:
    controls = controls_from(
        [
            control(0, "input", "Search the site"),
            control(1, "input", "Your city", form=0),
            control(2, "input", "Latitude"),
            control(3, "button", "Dark mode"),
            control(4, "button", "OK", form=0),
            control(5, "button", "Find passes", visible=False),
        ]
    )
    field = field_for_a_city(controls)
    assert field is not None
    assert field.number == 1
    assert [one.number for one in buttons_for(field, controls)] == [4]
