"""Pages as functions from what was served to texts, looked at once a second for a minute."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping

import pytest

from grader.page.numbers.quantities import Quantity
from grader.page.numbers.series import Followed, follow
from grader.page.numbers.shown import Reason, Unfollowed
from grader.page.numbers.sources import Tick
from grader.world.orbit import MILES, Orbit, Position, computed

START = 1_774_051_200.0 + 870  # latitude -25, longitude 100 or so
SECONDS = 60
ORBIT = Orbit(phase=1.3)
Page = Callable[[tuple[Position, ...], float], Mapping[str, str]]

LAT, LON, ALT, VEL = Quantity


def ticks_of(page: Page, every: float = 5, late: float = 0.01) -> list[Tick]:
    """Look at a page that asks every so many seconds, half a second past each second."""
    ticks = []
    for second in range(SECONDS):
        moment = START + second + 0.5
        asked = int((second + 0.5 - late) // every) + 1
        served = tuple(ORBIT.position(START + late + every * n) for n in range(asked))
        ticks.append(Tick(moment, page(served, moment), served[-3:]))
    return ticks


def live(page: Page, every: float = 5) -> Mapping[Quantity, Followed | Unfollowed]:
    return follow(ticks_of(page, every))


def earned(page: Page, every: float = 5) -> set[Quantity]:
    return {name for name, one in live(page, every).items() if isinstance(one, Followed)}


def of_last(write: Callable[[Position], Mapping[str, str]]) -> Page:
    return lambda served, moment: write(served[-1]) if served else {}


def de(value: float, decimals: int) -> str:
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def parts(value: float, ends: str) -> str:
    total = abs(value) * 3600
    return f"{int(total // 3600)}° {int(total // 60 % 60)}' {int(total % 60)}\" {ends[value < 0]}"


def labelled(name: str, value: str) -> dict[str, str]:
    """A label and a value in elements of their own, and the block around both."""
    return {f"{name}/dt": name, f"{name}/dd": value, name: f"{name}\n{value}"}


STYLES: dict[str, Callable[[Position], Mapping[str, str]]] = {
    "leaves": lambda p: {
        "a": f"{p.latitude:.4f}", "b": f"{p.longitude:.4f}", "c": f"{p.altitude:.2f}",
        "d": f"{p.velocity:.2f}",
    },
    "raw": lambda p: {
        "a": f"Latitude: {p.latitude}", "b": f"Longitude: {p.longitude}",
        "c": f"Altitude: {p.altitude}", "d": f"Velocity: {p.velocity}",
    },
    "one sentence": lambda p: {
        "s": f"Lat {p.latitude:.2f}° Lon {p.longitude:.2f}° • Altitude {p.altitude:.1f} km • "
        f"Velocity {p.velocity:.0f} km/h",
    },
    "Spanish": lambda p: labelled("Latitud", de(p.latitude, 3)) | labelled(
        "Longitud", de(p.longitude, 3)) | labelled("Altitud", de(p.altitude, 1) + " km")
        | labelled("Velocidad", de(p.velocity, 0) + " km/h"),
    "French": lambda p: {
        "p": f"Latitude : {p.latitude:.3f}\nLongitude : {p.longitude:.3f}".replace(".", ","),
        "q": f"Altitude : {p.altitude:.0f} km",
        "r": f"Vitesse : {p.velocity:,.0f} km/h".replace(",", "\u202f"),
    },
    "American": lambda p: {
        "a": f"{abs(p.latitude):.2f}° {'NS'[p.latitude < 0]}, "
        f"{abs(p.longitude):.2f}° {'EW'[p.longitude < 0]}",
        "b": f"{p.altitude * MILES:.1f} mi", "c": f"{p.velocity * MILES:,.0f} mph",
    },
    "parts of degrees": lambda p: {
        "a": parts(p.latitude, "NS"), "b": parts(p.longitude, "EW"),
        "c": f"{p.altitude * 1000:,.0f} m", "d": f"{p.velocity / 3.6:,.0f} m/s",
    },
    "rough": lambda p: {
        "a": f"Lat {p.latitude:.0f}", "b": f"Lon {p.longitude:.0f}",
        "c": f"Alt {p.altitude:.0f} km", "d": f"{p.velocity / 3600:.2f} km/s",
    },
    "feet": lambda p: {
        "a": f"{p.latitude:.4f}, {p.longitude:.4f}", "c": f"{p.altitude * 3280.84:,.0f} ft",
        "d": f"{p.velocity * 0.6214:,.1f} miles per hour",
    },
    "values first": lambda p: {
        "all": f"{p.latitude:.2f}°\nLatitude\n{p.longitude:.2f}°\nLongitude\n"
        f"{p.altitude:.1f}\nAltitude (km)\n{p.velocity:.0f}\nSpeed (km/h)",
    },
    "a table": lambda p: {
        "all": "Time\tLatitude\tLongitude\tAltitude\tVelocity\n"
        f"12:40:31\t{p.latitude:.2f}\t{p.longitude:.2f}\t{p.altitude:.1f}\t{p.velocity:.0f}",
    },
    "made anew": lambda p: {
        f"{n}-{p.timestamp}": text for n, text in enumerate(
            [f"Lat {p.latitude:.3f}", f"Lon {p.longitude:.3f}", f"Alt {p.altitude:.2f}",
             f"Vel {p.velocity:.1f}"])
    },
    "longitude to 360": lambda p: {
        "a": f"{p.latitude:.3f} {p.longitude % 360:.3f}", "c": f"{p.altitude:.2f}",
        "d": f"{p.velocity:.1f}",
    },
}  # fmt: skip


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES.keys())
def test_every_style_counts(style: Callable[[Position], Mapping[str, str]]) -> None:
    assert earned(of_last(style)) == set(Quantity)


@pytest.mark.parametrize("every", [1, 2, 5, 10])
def test_every_interval_counts(every: float) -> None:
    assert earned(of_last(STYLES["Spanish"]), every) == set(Quantity)


def test_units_and_tables_are_told() -> None:
    found = live(of_last(STYLES["American"]))
    altitude, velocity = found[ALT], found[VEL]
    assert isinstance(altitude, Followed)
    assert isinstance(velocity, Followed)
    assert (altitude.unit, velocity.unit, altitude.source) == ("mi", "mph", "served")
    assert altitude.distinct >= 6
    assert len(altitude.rows) >= 10
    for row in altitude.rows:
        assert row.right
        assert row.served == pytest.approx(float(row.shown), abs=0.06)


def test_a_wrong_unit_with_the_right_number_is_advice() -> None:
    page = of_last(lambda p: {"a": f"Altitud: {p.altitude:.1f} metros"})
    found = live(page)[ALT]
    assert isinstance(found, Followed)
    assert found.unit == "km"
    assert len(found.advice) == 1
    right = live(of_last(lambda p: {"a": f"Altitud: {p.altitude:.1f} km"}))[ALT]
    assert isinstance(right, Followed)
    assert right.advice == ()


def test_values_between_two_served_positions_count() -> None:
    def page(served: tuple[Position, ...], moment: float) -> Mapping[str, str]:
        newer, older = served[-1], served[-2:][0]
        part = (moment - newer.timestamp) % 5 / 5

        def at(field: str) -> float:
            a, b = getattr(older, field), getattr(newer, field)
            return float(a + (b - a) * part)

        return {field: f"{field}: {at(field):.3f}" for field in Quantity}

    assert earned(page) == set(Quantity)


def test_a_page_that_propagates_the_elements_itself_counts() -> None:
    def page(served: tuple[Position, ...], moment: float) -> Mapping[str, str]:
        own = computed(moment)
        return {
            "a": f"{own.latitude:.3f}", "b": f"{own.longitude:.3f}", "c": f"{own.altitude:.2f} km",
            "d": f"{own.velocity / 3600:.3f} km/s",
        }  # fmt: skip

    ticks = [Tick(tick.moment, tick.texts, ()) for tick in ticks_of(page)]
    found = follow(ticks)
    assert {name for name, one in found.items() if isinstance(one, Followed)} == set(Quantity)
    assert all(isinstance(one, Followed) and one.source == "computed" for one in found.values())


@pytest.mark.parametrize("radius", [6371.0, 6378.137, 6371.0 + 420])
def test_speed_from_successive_positions_counts(radius: float) -> None:
    def page(served: tuple[Position, ...], moment: float) -> Mapping[str, str]:
        if len(served) < 2:
            return {"v": "Speed: –"}
        one, other = served[-2:]
        a, b = math.radians(one.latitude), math.radians(other.latitude)
        east = math.radians(other.longitude - one.longitude)
        angle = math.acos(math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(east))
        return {"v": f"Speed: {radius * angle / 5.01 * 3600:.1f} km/h"}

    assert earned(page) == {VEL}


def constant(texts: Mapping[str, str]) -> Page:
    return lambda served, moment: texts


@pytest.mark.parametrize(
    "text",
    ["Altitude ~408 km", "Velocity: 27,600 km/h", "Velocity 7.66 km/s", "Altitude: 254 mi",
     "Speed: 17,150 mph", "Alt: 417.35 km", "Velocity: 7.7 km/s"],
)  # fmt: skip
def test_hard_coded_values_do_not_count(text: str) -> None:
    found = live(constant({"a": text}))
    assert not [one for one in found.values() if isinstance(one, Followed)]
    reasons = {one.reason for one in found.values() if isinstance(one, Unfollowed)}
    assert reasons <= {Reason.ABSENT, Reason.CONSTANT, Reason.COARSE}
    assert reasons != {Reason.ABSENT}
    nearest = next(one for one in found.values() if getattr(one, "name", None) == "a")
    assert isinstance(nearest, Unfollowed)
    assert text in nearest.found


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES.keys())
def test_a_page_that_asks_once_does_not_count(
    style: Callable[[Position], Mapping[str, str]],
) -> None:
    once = style(ORBIT.position(START))
    assert not earned(constant(once), every=10**6)


@pytest.mark.parametrize("seed", range(30))
def test_random_values_do_not_count(seed: int) -> None:
    source = random.Random(seed)

    def page(served: tuple[Position, ...], moment: float) -> Mapping[str, str]:
        return {
            "a": f"Altitude: {408 + source.uniform(0, 20):.{seed % 3}f} km",
            "b": f"Velocity: {27500 + source.uniform(0, 200):.{seed % 3}f} km/h",
            "c": f"Latitude: {source.uniform(-52, 52):.2f}",
            "d": f"Longitude: {source.uniform(-180, 180):.2f}",
            "e": f"{7.5 + source.uniform(0, 0.3):.2f} km/s",
        }

    found = live(page)
    assert not [one for one in found.values() if isinstance(one, Followed)]
    assert {one.reason for one in found.values() if isinstance(one, Unfollowed)} <= {
        Reason.UNRELATED, Reason.PARTLY,
    }  # fmt: skip


def test_swapped_coordinates_do_not_count() -> None:
    pages = [
        of_last(lambda p: labelled("Latitude", f"{p.longitude:.2f}")
                | labelled("Longitude", f"{p.latitude:.2f}")),
        of_last(lambda p: {"a": f"Lat/Lon: {p.longitude:.3f}, {p.latitude:.3f}"}),
        of_last(lambda p: {"a": f"Longitud {p.latitude:.3f} Latitud {p.longitude:.3f}"}),
    ]  # fmt: skip
    for page in pages:
        found = live(page)
        for quantity in (LAT, LON):
            one = found[quantity]
            assert isinstance(one, Unfollowed)
            assert one.reason is Reason.SWAPPED
            assert one.rows


def test_longitude_before_latitude_is_no_swap() -> None:
    page = of_last(lambda p: {"a": f"Lon {p.longitude:.3f} Lat {p.latitude:.3f}"})
    assert earned(page) == {LAT, LON}
    bare = of_last(lambda p: {"a": f"{p.longitude:.3f} {p.latitude:.3f}"})
    assert earned(bare) == {LAT, LON}


def test_where_latitude_and_longitude_are_alike_the_name_decides() -> None:
    """Both near 10 and moving alike, shown as whole degrees: each follows either."""

    def at(second: int) -> Position:
        return Position(10 + second * 0.05, 10.3 + second * 0.052, 420.0, 27_600.0, second)

    def looks(swapped: bool) -> list[Tick]:
        ticks = []
        for second in range(0, 60, 1):
            served = tuple(at(n) for n in range(0, second + 1, 5))
            one, other = served[-1].latitude, served[-1].longitude
            if swapped:
                one, other = other, one
            texts = {"a": f"Latitude: {one:.0f}", "b": f"Longitude: {other:.0f}"}
            ticks.append(Tick(START + second + 0.5, texts, served[-3:]))
        return ticks

    found = follow(looks(swapped=False))
    assert {name for name, one in found.items() if isinstance(one, Followed)} == {LAT, LON}
    assert isinstance(found[LAT], Followed)
    assert found[LAT].name == "a"
    assert isinstance(found[LON], Followed)
    assert found[LON].name == "b"


def test_a_missing_sign_is_named() -> None:
    page = of_last(lambda p: {"a": f"Latitude: {abs(p.latitude):.2f}"})
    one = live(page)[LAT]
    assert isinstance(one, Unfollowed)
    assert one.reason is Reason.UNSIGNED


def test_labels_without_numbers_are_absent() -> None:
    one = live(constant({"a": "Latitude", "b": "Altitude: —"}))
    assert {found.reason for found in one.values() if isinstance(found, Unfollowed)} == {
        Reason.ABSENT
    }


def test_a_page_that_stops_is_told_how_often_it_was_right() -> None:
    def page(served: tuple[Position, ...], moment: float) -> Mapping[str, str]:
        return {"a": f"Altitude: {served[min(len(served), 4) - 1].altitude:.1f} km"}

    ticks = []
    for second in range(SECONDS):
        served = tuple(ORBIT.position(START + n) for n in range(0, second + 1, 5))
        ticks.append(Tick(START + second + 0.5, page(served, 0), served[-3:]))
    one = follow(ticks)[ALT]
    assert isinstance(one, Unfollowed)
    assert one.reason is Reason.PARTLY


def test_a_late_start_and_a_moment_of_nothing_are_forgiven() -> None:
    def page(served: tuple[Position, ...], moment: float) -> Mapping[str, str]:
        second = moment - START
        if second < 7 or 30 < second < 33:
            return {"a": "Altitude: loading…"}
        return {"a": f"Altitude: {served[-1].altitude:.1f} km"}

    assert earned(page) == {ALT}


def test_the_footprint_of_a_page_is_no_altitude() -> None:
    page = of_last(lambda p: {"a": f"Footprint: {4500 + p.altitude:.1f} km", "b": f"{p.timestamp}"})
    assert earned(page) == set()


@pytest.mark.timeout(20)
def test_a_page_of_a_thousand_moving_numbers_is_still_read() -> None:
    def page(served: tuple[Position, ...], moment: float) -> Mapping[str, str]:
        texts = {f"t{n}": f"Row {n}: {moment * n % 977:.3f}" for n in range(1000)}
        return texts | {"a": f"Lat {served[-1].latitude}"}

    assert earned(page) == {LAT}


def propagated(speed: Callable[[Position], str]) -> list[Tick]:
    def page(served: tuple[Position, ...], moment: float) -> Mapping[str, str]:
        own = computed(moment)
        return {"a": f"{own.latitude:.3f}", "d": speed(own)}

    return [Tick(tick.moment, tick.texts, ()) for tick in ticks_of(page)]


def test_a_speed_that_stands_still_is_believed_only_of_one_who_propagates() -> None:
    true = follow(propagated(lambda own: f"{own.velocity / 3600:.3f} km/s"))
    assert isinstance(true[VEL], Followed)
    for text in ("27,580 km/h", "7.66 km/s", "17,150 mph", "7.7 km/s"):
        fixed = follow(propagated(lambda own, text=text: text))
        assert isinstance(fixed[VEL], Unfollowed)
