import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.page.numbers.numbers import Number, numbers_in

GROUPED = st.sampled_from(
    [",.", ".,", " ,", " .", "\u00a0,", "\u202f,", "\u2009,", "'.", "’.", "’,"]
)
"""Marks of thousands and of decimals: en, de/es/pt, fr and es, Swiss."""
LATITUDES = st.floats(min_value=-52, max_value=52)
LONGITUDES = st.floats(min_value=-180, max_value=180)
DECIMALS = st.integers(min_value=0, max_value=7)


def values(text: str) -> list[float]:
    return [reading.value for number in numbers_in(text) for reading in number.readings]


def read_back(text: str, value: float, step: float) -> bool:
    """Whether a text holds ``value``, and knows how exact it is."""
    return any(
        abs(reading.value - value) <= step * 0.51 + 1e-9 and abs(reading.step - step) < step / 100
        for number in numbers_in(text)
        for reading in number.readings
    )


@given(
    st.floats(min_value=0, max_value=2_000_000),
    st.integers(min_value=0, max_value=6),
    GROUPED,
    st.sampled_from(["{}", "Velocity: {} km/h", "ALT {}km", "{}\u00a0m", "~{} mph (now)", "a {}."]),
)
def test_grouped_numbers_are_read_back(
    value: float, decimals: int, marks: str, sentence: str
) -> None:
    thousands, point = marks
    shown = f"{value:,.{decimals}f}".translate(str.maketrans({",": thousands, ".": point}))
    assert read_back(sentence.format(shown), value, 10.0**-decimals)


@given(
    st.one_of(LATITUDES, LONGITUDES),
    DECIMALS,
    st.sampled_from([".", ","]),
    st.sampled_from(["-", "−", "–"]),
    st.sampled_from(["{}", "{}°", "Lat: {}°", "Longitud: {}", "lat={}", "({})", "Breite\n{}"]),
)
def test_signed_numbers_are_read_back(
    value: float, decimals: int, point: str, minus: str, sentence: str
) -> None:
    shown = f"{value:.{decimals}f}".replace(".", point).replace("-", minus)
    assert read_back(sentence.format(shown), value, 10.0**-decimals)


BEHIND = [
    ("N", "S"), (" N", " S"), ("° N", "° S"), ("°N", "°S"), (" (N)", " (S)"), (" Norte", " Sur"),
    ("° norte", "° sur"), (" Nord", " Süd"), (" Nord", " Sud"), (" grados Norte", " grados Sur"),
    ("°E", "°W"), ("° E", "° O"), (" Este", " Oeste"), ("° Est", "° Ouest"), (" Ost", " West"),
    ("° east", "° west"), (" degrees North", " degrees South"), (" leste", " oeste"),
]  # fmt: skip
FRONT = [
    ("N ", "S "), ("N", "S"), ("N: ", "S: "), ("Norte ", "Sur "), ("E ", "W "), ("E ", "O "),
    ("Latitud norte: ", "Latitud sur: "), ("Este ", "Oeste "), ("Lat (N) ", "Lat (S) "),
]  # fmt: skip


@given(LONGITUDES, DECIMALS, st.sampled_from([".", ","]), st.sampled_from(BEHIND))
def test_a_hemisphere_behind_turns_a_number(
    value: float, decimals: int, point: str, words: tuple[str, str]
) -> None:
    word = words[value < 0]
    shown = f"{abs(value):.{decimals}f}".replace(".", point) + word
    assert read_back(shown, value, 10.0**-decimals)
    assert read_back(f"{shown}, 12.3° E", value, 10.0**-decimals)


@given(LONGITUDES, DECIMALS, st.sampled_from([".", ","]), st.sampled_from(FRONT))
def test_a_hemisphere_in_front_turns_a_number(
    value: float, decimals: int, point: str, words: tuple[str, str]
) -> None:
    shown = words[value < 0] + f"{abs(value):.{decimals}f}".replace(".", point)
    assert read_back(shown, value, 10.0**-decimals)


PARTS = [
    "{d}°{m}'{s}\"{h}", "{d}° {m}' {s}\" {h}", "{d}° {m}′ {s}″ {h}", "{d}º {m}’ {s}” {h}",
    "{h} {d}° {m}' {s}\"", "{sign}{d}° {m}' {s}\"", "{sign}{d}°{m}′{s}''",
    "Lat: {sign}{d}° {m}' {s}\"",
]  # fmt: skip


@given(LATITUDES, st.integers(min_value=0, max_value=3), st.sampled_from(PARTS))
def test_degrees_minutes_and_seconds_are_read_back(value: float, decimals: int, form: str) -> None:
    whole, rest = divmod(round(abs(value) * 3600, decimals), 3600)
    minutes, seconds = divmod(rest, 60)
    shown = form.format(
        d=int(whole), m=int(minutes), s=f"{seconds:.{decimals}f}",
        h="S" if value < 0 else "N", sign="-" if value < 0 else "",
    )  # fmt: skip
    if round(seconds, decimals) < 60:
        assert read_back(shown, value, 10.0**-decimals / 3600)


@given(LONGITUDES, st.integers(min_value=0, max_value=4), st.sampled_from(["'", "′", "’"]))
def test_decimal_minutes_are_read_back(value: float, decimals: int, mark: str) -> None:
    whole, minutes = divmod(round(abs(value) * 60, decimals), 60)
    shown = f"{int(whole)}° {minutes:.{decimals}f}{mark} {'W' if value < 0 else 'E'}"
    if round(minutes, decimals) < 60:
        assert read_back(shown, value, 10.0**-decimals / 60)


@given(LATITUDES, LONGITUDES, st.sampled_from([", ", " ", " / ", ",", "\n", " | ", "; "]))
def test_two_numbers_side_by_side(latitude: float, longitude: float, between: str) -> None:
    shown = f"{latitude:.4f}{between}{longitude:.4f}"
    first, second = numbers_in(shown)
    assert any(abs(one.value - latitude) < 1e-4 for one in first.readings)
    assert any(abs(one.value - longitude) < 1e-4 for one in second.readings)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("45,123", {45123.0, 45.123}),
        ("27.580,3", {27580.3}),
        ("12 345 km", {12345.0, 12.0, 345.0}),
        ("27'600", {27600.0}),
        ("400–420 km", {400.0, 420.0}),
        ("51.755,148.102", {51.755, 148.102}),
        ("-12.3° N", {-12.3}),
        ("-51.7° S", {-51.7}),
        ("148.1° O", {148.1, -148.1}),
        ("last 5 s e 3", {5.0, 3.0}),
    ],
)
def test_readings(text: str, expected: set[float]) -> None:
    assert expected <= set(values(text))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("51.76° S", 51.76), ("-12.3", 12.3), ("51.7 W 3.2 N", -3.2), ("12:40:31", 40.0)],
)
def test_what_a_text_does_not_say(text: str, wrong: float) -> None:
    assert wrong not in values(text)


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("0123456789.,'’ °′″-−NSEWO:"))))
@settings(max_examples=300)
def test_any_text_is_read_without_a_crash(text: str) -> None:
    for number in numbers_in(text):
        assert isinstance(number, Number)
        assert text[number.start : number.end] == number.text
        assert number.readings


LONG = {
    "digits": "7" * 10_000,
    "groups": "123 " * 2_500,
    "apostrophes": "123'" * 2_500,
    "commas": "1,1," * 2_500,
    "decimals": "1.5," * 2_500,
    "angles": "12°" * 3_000,
    "half angles": "12° 3' " * 1_500,
    "minus": "-" * 10_000,
    "hemispheres": "N S " * 2_500,
    "clocks": "12:34:56:" * 1_100,
    "blanks": " " * 10_000 + "1",
    "mixed": "1 2,3.4'5-6°N " * 700,
}


@pytest.mark.timeout(10)
@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_long_lines_take_linear_time(text: str) -> None:
    numbers_in(text * 10)  # a fifth of a second; what is quadratic takes minutes
