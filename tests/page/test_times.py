from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_date, format_datetime, format_time
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.page.flyovers.dates import Order
from grader.page.flyovers.resolving import epochs
from grader.page.flyovers.times import Kind, Mention, Wait, moments_in

NOW = datetime(2026, 3, 21, 0, 14, 30, tzinfo=UTC)
MOMENTS = st.datetimes(min_value=datetime(2027, 1, 1), max_value=datetime(2037, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)
SOON = st.integers(min_value=120, max_value=86_000).map(
    lambda seconds: NOW + timedelta(seconds=seconds)
)
AHEAD = st.integers(min_value=61, max_value=86_399)
LOCALES = ("en_US", "en_GB", "de", "es_ES", "es_CO", "es_MX", "pt_BR", "pt_PT", "fr")
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def moments(text: str, now: datetime, order: Order = Order.DAY) -> list[float]:
    """Every moment that a text names, read in UTC."""
    return [
        moment
        for mention in moments_in(text)
        for reading in mention.readings
        for moment in epochs(reading, now.timestamp(), UTC, order)
    ]


def named(text: str, moment: datetime, now: datetime, order: Order = Order.DAY) -> bool:
    exact = moment.timestamp()
    return any(0 <= exact - one < 60 for one in moments(text, now, order))


def waits(text: str) -> list[float]:
    return [
        reading.seconds
        for mention in moments_in(text)
        for reading in mention.readings
        if isinstance(reading, Wait)
    ]


@given(MOMENTS, st.sampled_from(LOCALES), st.sampled_from(["short", "medium", "long", "full"]))
def test_every_locale_is_read_back(moment: datetime, locale: str, length: str) -> None:
    order = Order.MONTH if locale == "en_US" else Order.DAY
    text = format_datetime(moment, length, locale=locale)
    found = moments_in(text)
    assert len(found) == 1
    assert found[0].kind is Kind.DATED
    assert named(text, moment, NOW, order), text


def js_forms(t: datetime) -> dict[str, tuple[str, Order]]:
    half = "AM" if t.hour < 12 else "PM"
    hour = t.hour % 12 or 12
    medio = "a.\u00a0m." if t.hour < 12 else "p.\u00a0m."
    month, day = MONTHS[t.month - 1], DAYS[t.weekday()]
    east = (t + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M:%S+02:00")
    american = f"{t.month}/{t.day}/{t.year}, {hour}:{t:%M:%S}\u202f{half}"
    forms = {
        "en-GB": f"{t:%d/%m/%Y, %H:%M:%S}",
        "de": f"{t.day}.{t.month}.{t.year}, {t:%H:%M:%S}",
        "es": f"{t.day}/{t.month}/{t.year}, {t.hour}:{t:%M:%S}",
        "es-CO": f"{t.day}/{t.month}/{t.year}, {hour}:{t:%M:%S} {medio}",
        "fr": f"{t:%d/%m/%Y %H:%M:%S}",
        "sv": f"{t:%Y-%m-%d %H:%M:%S}",
        "ISO": f"{t:%Y-%m-%dT%H:%M:%S}.000Z",
        "ISO with an offset": east,
        "UTC string": f"{day}, {t:%d} {month} {t:%Y %H:%M:%S} GMT",
        "string": f"{day} {month} {t:%d %Y %H:%M:%S} GMT+0000 (Coordinated Universal Time)",
        "medium en": f"{month} {t.day}, {t.year}, {hour}:{t:%M}\u202f{half}",
        "at": f"{t.day} {month} {t.year} at {t:%H:%M}",
        "time first": f"{t:%H:%M} on {month} {t.day}, {t.year}",
        "time first, numbers": f"{t:%H:%M:%S} {t:%d/%m/%Y}",
        "dashes": f"{t:%d-%m-%Y %H:%M}",
        "dotted": f"{t:%d.%m.%y %H:%M} Uhr",
        "two lines": f"{t:%Y-%m-%d}\nRise\n{t:%H:%M}",
        "two cells": f"{t.day}. {month} {t.year}\t{t:%H:%M}",
        "moment.js": f"{month} {t.day}th {t.year}, {hour}:{t:%M:%S} {half.lower()}",
    }
    return {name: (text, Order.DAY) for name, text in forms.items()} | {
        "en-US": (american, Order.MONTH)
    }


@given(
    MOMENTS,
    st.sampled_from(list(js_forms(NOW))),
    st.sampled_from(["{}", "Rise: {}", "Próximo paso: {} (max 43°)", "\n{}\n6 min"]),
)
def test_what_browsers_write_is_read_back(moment: datetime, form: str, sentence: str) -> None:
    text, order = js_forms(moment)[form]
    assert named(sentence.format(text), moment, NOW, order), text
    assert len(moments_in(sentence.format(text))) == 1


@given(SOON, st.sampled_from(LOCALES))
def test_dates_without_a_year_are_read_back(moment: datetime, locale: str) -> None:
    text = (
        format_date(moment, "d MMM", locale=locale)
        + ", "
        + format_time(moment, "short", locale=locale)
    )
    assert named(text, moment, NOW)
    text = (
        format_date(moment, "EEE, MMMM d", locale=locale)
        + " "
        + format_time(moment, "HH:mm", locale=locale)
    )
    assert named(text, moment, NOW)
    text = f"{moment.day}/{moment.month} {moment:%H:%M}"
    assert named(text, moment, NOW)


@given(SOON, st.sampled_from(LOCALES), st.sampled_from(["short", "medium"]))
def test_times_of_day_are_read_back(moment: datetime, locale: str, length: str) -> None:
    text = format_time(moment, length, locale=locale)
    assert {mention.kind for mention in moments_in(text)} == {Kind.CLOCK}
    assert named(text, moment, NOW), text
    assert named(f"Rise {text} – Set", moment, NOW)
    day = "tomorrow" if moment.date() != NOW.date() else "today"
    assert named(f"{day} at {text}", moment, NOW)
    assert named(f"{moment:%A} {text}", moment, NOW)


IN_MINUTES = [
    "in {} min", "in {} minutes", "in about {} minutes", "dentro de {} minutos", "en {} min",
    "em {} minutos", "daqui a {} min", "in {} Minuten", "noch {} Min.", "dans {} minutes",
    "Next pass: {} min", "Próximo paso en {} min", "Faltan {} minutos", "T-{}m", "{} min from now",
    "Nächster Überflug in {} Minuten", "prochain passage dans {} min", "{} minutes left",
]  # fmt: skip


@given(st.integers(min_value=1, max_value=999), st.sampled_from(IN_MINUTES))
def test_minutes_ahead_are_read_back(minutes: int, form: str) -> None:
    assert waits(form.format(minutes)) == [minutes * 60]


IN_PARTS = [
    "in {h}h {m}m", "in {h}h{m}m{s}s", "in {h} hours and {m} minutes", "in {h} h {m} min {s} s",
    "dentro de {h} horas y {m} minutos", "em {h} h e {m} min", "in {h} Stunden und {m} Minuten",
    "dans {h} h {m} min", "in {h} hr {m} min", "{h}h {m}m remaining", "Next pass\n{h}h {m}m {s}s",
    "countdown: {h}h {m}m {s}s", "Time to next pass:\n{h}\nHours\n{m}\nMinutes\n{s}\nSeconds",
]  # fmt: skip


@given(AHEAD, st.sampled_from(IN_PARTS))
def test_hours_ahead_are_read_back(seconds: int, form: str) -> None:
    text = form.format(h=seconds // 3600, m=seconds // 60 % 60, s=seconds % 60)
    exact = seconds if "{s}" in form else seconds // 60 * 60
    assert waits(text) == [exact]


COUNTDOWNS = [
    "in {}", "T-{}", "T−{}", "T- {}", "Countdown: {}", "Next pass in {}", "next pass in\n{}",
    "Faltan {}", "Próximo paso en: {}", "Time until next pass: {}", "Zeit bis zum Überflug {}",
    "Prochain passage dans {}", "Cuenta regresiva\n{}", "Next pass: {}", "Tiempo restante para: {}",
]  # fmt: skip


@given(AHEAD, st.sampled_from(COUNTDOWNS))
def test_countdowns_are_read_back(seconds: int, form: str) -> None:
    clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    assert seconds in waits(form.format(clock))
    if seconds < 3600 and form != "Next pass: {}":
        assert seconds in waits(form.format(f"{seconds // 60}:{seconds % 60:02}"))


@pytest.mark.parametrize(
    "text",
    [
        "visible for 6 min", "Duration 5:43", "duración: 5 min 43 s", "Dauer 6 Minuten",
        "durée 6 min",
        "Max elevation 43°", "magnitude -3.4", "6 min", "(6m 12s)", "5 min ago", "hace 5 minutos",
        "Updates every 5 s", "Next update in 5 s", "Actualización en 4 s", "Last update: 00:14:30",
        "Last updated 21/3/2026, 00:14:30", "Altitude 417 m", "51.7 S 12.3 E", "Sunrise 06:12",
        "12.5.1", "Passes for the next 10 days", "ISS (25544)", "5:43 min", "Set 21", "az 12:75",
        "TLE epoch: 2026-03-20 12:00", "Duração 5:43", "Saturday, March 21", "lat 12.30, lon 45.10",
        "v1.9.4", "3/4 of the sky", "27.603,5 km/h",
    ],
)  # fmt: skip
def test_what_is_no_moment(text: str) -> None:
    assert moments_in(text) == ()


def test_the_columns_of_a_table_say_what_they_are() -> None:
    rows = (
        "Date\tRise\tSet\tDuration\tIn",
        "21 Mar\t00:39\t00:46\t6:43\t25 min",
        "22 Mar\t02:14\t02:20\t5:50\t1 d",
    )
    found = moments_in("\n".join(rows))
    assert [mention.text for mention in found] == [
        "21 Mar\t00:39", "00:46", "25 min", "22 Mar\t02:14", "02:20", "1 d",
    ]  # fmt: skip
    assert not any(mention.doubtful for mention in found)


def test_a_clock_below_the_word_duration_is_in_doubt() -> None:
    first, second = moments_in("Rise\nDuration\n00:39\n02:14")
    assert (first.doubtful, second.doubtful) == (True, False)


def at(month: int, day: int, hour: int, minute: int) -> float:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC).timestamp()


def firsts(text: str, order: Order = Order.DAY) -> list[float]:
    return [
        next(epochs(mention.readings[0], NOW.timestamp(), UTC, order))
        for mention in moments_in(text)
    ]


def test_a_day_above_holds_for_the_times_below() -> None:
    text = "Sat, Mar 21\n00:39\n00:46\n6 min\nSun, Mar 22\n01:02 – 01:09"
    assert firsts(text) == [at(3, 21, 0, 39), at(3, 21, 0, 46), at(3, 22, 1, 2), at(3, 22, 1, 9)]


def test_a_day_below_its_time() -> None:
    text = "00:39\nSat, Mar 21\n43°\n\n01:02\nSun, Mar 22\n30°\n\n03:15\nMon, Mar 23"
    assert firsts(text) == [at(3, 21, 0, 39), at(3, 22, 1, 2), at(3, 23, 3, 15)]


def test_times_before_their_dates_on_one_line() -> None:
    assert firsts("00:39 21/03/2026, 01:02 22/03/2026") == [at(3, 21, 0, 39), at(3, 22, 1, 2)]


def test_a_range_over_midnight_rolls() -> None:
    found = moments("21 Mar 23:58 – 00:04", NOW)
    assert at(3, 21, 23, 58) in found
    assert at(3, 22, 0, 4) in found


def test_ambiguous_dates_have_both_orders() -> None:
    (mention,) = moments_in("3/4/2026 00:39")
    assert set(moments("3/4/2026 00:39", NOW, Order.DAY)) == {at(4, 3, 0, 39)}
    assert set(moments("3/4/2026 00:39", NOW, Order.MONTH)) == {at(3, 4, 0, 39)}
    assert isinstance(mention, Mention)


@pytest.mark.parametrize(
    ("text", "hour"),
    [("00:39 UTC", 0), ("02:39 GMT+2", 0), ("21:39 UTC-03:00", 0), ("00:39Z", 0),
     ("00:39 (UTC)", 0)],
)  # fmt: skip
def test_a_zone_that_the_text_names_holds(text: str, hour: int) -> None:
    (mention,) = moments_in(text)
    moment = next(epochs(mention.readings[0], NOW.timestamp(), ZoneInfo("Asia/Tokyo"), Order.DAY))
    assert (moment - at(3, 21, 0, 39)) % 86_400 == hour * 3600


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("0123456789:/.- \n\thmsT"))))
@settings(max_examples=300)
def test_any_text_is_read_without_a_crash(text: str) -> None:
    for mention in moments_in(text):
        for reading in mention.readings:
            list(epochs(reading, NOW.timestamp(), UTC, Order.DAY))


LONG = {
    "clocks": "12:34 " * 3_000,
    "digits": "1" * 20_000,
    "dates": "21 Mar 2026, " * 1_500,
    "spans": "in 5 min " * 2_000,
    "words": "in next until for " * 1_000,
    "weekdays": "Sat\n" * 5_000,
    "blanks": " " * 20_000,
    "cells": "\t" * 20_000 + "12:30",
}


@pytest.mark.timeout(10)
@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_long_answers_are_read_in_time(text: str) -> None:
    moments_in(text * 10)
