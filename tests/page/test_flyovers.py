from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from grader.page.flyovers.answers import Reply, answer_to_nonsense, appeared
from grader.page.flyovers.claims import claim_of
from grader.page.flyovers.predictions import HOURS, Prediction, predicted
from grader.world.passes import Pass, passes

NOW = datetime(2026, 3, 21, 0, 14, 30, tzinfo=UTC).timestamp()
MADRID = passes(40.4168, -3.7035, NOW, hours=HOURS)
TOKYO = passes(35.6768, 139.7639, NOW, hours=HOURS)
ZONES = (UTC, ZoneInfo("Europe/Madrid"), ZoneInfo("Asia/Tokyo"))
"""The page's (UTC here, too), and those of both cities."""


def judge(answer: str, over: Sequence[Pass] = MADRID, context: str = "") -> Prediction:
    zones = (UTC, ZONES[1] if over is MADRID else ZONES[2])
    return predicted(answer, over, NOW, zones, context=context)


def wall(moment: float, zone: str = "UTC") -> datetime:
    return datetime.fromtimestamp(moment, ZoneInfo(zone))


def en(moment: float, zone: str = "UTC") -> str:
    t = wall(moment, zone)
    return f"{t.month}/{t.day}/{t.year}, {t:%I:%M:%S}\u202f{t:%p}"


FORMS: dict[str, Callable[[Pass], str]] = {
    "English": lambda one: f"{en(one.rise)}\t{en(one.set)}\t{one.highest:.0f}°",
    "in the city's zone": lambda one: f"Rise {en(one.rise, 'Europe/Madrid')}",
    "ISO": lambda one: f"{wall(one.culmination):%Y-%m-%dT%H:%M:%SZ}",
    "range": lambda one: f"{wall(one.rise):%d/%m %H:%M} – {wall(one.set):%H:%M} (max 43°)",
    "German": lambda one: f"{wall(one.rise):%d.%m.%Y, %H:%M:%S} für 6 Minuten",
    "wait": lambda one: "in {:.0f} h {:.0f} min".format(*divmod((one.rise - NOW) // 60, 60)),
    "time of day": lambda one: f"{wall(one.rise):%H:%M}–{wall(one.set):%H:%M}",
    "other numbers": lambda one: f"{wall(one.rise):%b %d, %H:%M} · 6 min · "
    f"{one.highest:.1f}° · duration 6:12",
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
@pytest.mark.parametrize("count", [1, 5])
def test_true_passes_in_any_form(form: Callable[[Pass], str], count: int) -> None:
    answer = "Next passes over Madrid\n" + "\n".join(form(one) for one in MADRID[:count])
    found = judge(answer)
    assert found.true, found.reason
    assert not found.false
    assert found.expected == MADRID[0]
    assert found.right[0].passing == MADRID[0]
    assert len(found.right) >= count


def test_cards_of_many_lines() -> None:
    cards = (
        f"Pass {number}\n{wall(one.rise):%A, %d %B %Y}\nRise\n{wall(one.rise):%H:%M:%S}\nMax\n"
        f"{wall(one.culmination):%H:%M:%S}\nSet\n{wall(one.set):%H:%M:%S}\nDuration\n6 min"
        for number, one in enumerate(MADRID[:6], 1)
    )
    found = judge("Local time 00:14:30\n" + "\n".join(cards))
    assert found.true, found.reason
    assert len(found.right) == 18


def test_a_countdown() -> None:
    seconds = int(MADRID[0].rise - NOW)
    clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    assert judge(f"Next pass in\n{clock}").true
    assert judge(f"Próximo paso: {clock}").true


def test_a_table_with_headings() -> None:
    rows = (
        f"{wall(one.rise):%d.%m.}\t{wall(one.rise):%H:%M}\t{wall(one.set):%H:%M}\t"
        f"{int(one.set - one.rise) // 60}:{int(one.set - one.rise) % 60:02}\t{one.highest:.0f}°"
        for one in MADRID[:8]
    )
    found = judge("Datum\tAufgang\tUntergang\tDauer\tMax\n" + "\n".join(rows))
    assert found.true, found.reason
    assert len(found.right) == 16


def high(over: Sequence[Pass], least: float) -> list[Pass]:
    return [one for one in over if one.highest >= least]


def after_a_low_one(over: Sequence[Pass]) -> tuple[Pass, ...]:
    """The passes from the first on that does not reach ten degrees, and what follows."""
    place = next(n for n, one in enumerate(over) if 2 < one.highest < 9)
    return tuple(over[place:])


def test_a_list_of_passes_over_ten_degrees() -> None:
    low_first = after_a_low_one(MADRID)
    now = low_first[0].rise - 600
    listed = high(low_first, 10)
    answer = "\n".join(en(one.clear_from or 0) for one in listed[:5])
    assert predicted(answer, low_first, now, (UTC,)).true
    mixed = "\n".join(en(one.rise) for one in [listed[0], *low_first[3:9]])
    if any(one.highest < low_first[0].highest for one in low_first[3:9]):
        assert not predicted(mixed, low_first, now, (UTC,)).true


def test_a_higher_limit_counts_where_the_page_says_so() -> None:
    answer = "\n".join(en(one.rise) for one in high(MADRID, 30)[:4])
    assert not judge(answer).true
    assert judge(answer, context="Passes above 30° over your city").true
    assert judge(f"Elevación mínima 30°\n{answer}").true


def test_visible_passes_count_where_the_page_says_so() -> None:
    visible = [one for one in MADRID if one.visible]
    answer = "\n".join(f"{en(one.visible_from or 0)}" for one in visible[:4])
    assert MADRID[0].visible is False
    assert not judge(answer).true
    assert judge(answer, context="Next visible passes").true
    assert judge(f"Próximos pases visibles\n{answer}").true


def test_who_says_visible_passes_may_not_list_others() -> None:
    answer = "\n".join(en(one.rise) for one in MADRID[:5])
    assert judge(answer).true
    assert judge(f"visible for 6 min\n{answer}").true
    assert judge(answer, context="Only visible passes").true  # a box to tick
    assert not judge(answer, context="Visible passes over Madrid").true


def test_the_pass_under_way_may_come_first_or_be_left_out() -> None:
    now = MADRID[0].culmination
    assert predicted(f"until {en(MADRID[0].set)}", MADRID, now, (UTC,)).true
    assert predicted(en(MADRID[1].rise), MADRID, now, (UTC,)).true


def test_one_zone_has_to_explain_all() -> None:
    mixed = [en(MADRID[0].rise), en(MADRID[1].rise, "Europe/Madrid"), en(MADRID[2].rise)]
    assert not judge("\n".join(mixed)).true
    told = [
        f"{wall(one.rise):%d %b %H:%M} UTC ({wall(one.rise, 'Europe/Madrid'):%H:%M} local)"
        for one in MADRID[:3]
    ]
    assert judge(told[0]).right


def test_a_later_pass_is_not_the_next() -> None:
    found = judge(en(MADRID[3].rise))
    assert not found.true
    assert found.right
    assert found.expected == MADRID[0]
    assert "2026-03-21 00:36" in found.reason


def test_one_false_time_in_five_is_forgiven() -> None:
    between = MADRID[4].set + 2400
    four = [en(one.rise) for one in MADRID[:4]]
    assert judge("\n".join([*four, en(between)])).true
    found = judge("\n".join([*four, en(between), en(between + 600)]))
    assert not found.true
    assert len(found.false) == 2


def test_what_is_not_about_a_pass_is_left_out() -> None:
    rises = [one.rise for one in MADRID[:2]]
    answer = "\n".join(
        ["Now: 00:14:30", "Local time in Tokyo: 09:14:30", "Next update in 4 s", "in 5 s",
         "Sunset 18:31", "Last update 3/21/2026, 12:14:25 AM", *map(en, rises)]
    )  # fmt: skip
    found = predicted(answer, MADRID, NOW, ZONES)
    assert found.true, found.reason
    assert not found.false


@pytest.mark.parametrize(
    "answer",
    ["", "Madrid: 40.42, -3.70", "Next pass in 2 hours", "tomorrow", "Pass at 14:00",
     "visible for 6 min"],
)  # fmt: skip
def test_no_answer_is_no_prediction(answer: str) -> None:
    found = judge(answer)
    assert not found.true
    assert found.reason


def test_an_answer_that_is_too_coarse_says_so() -> None:
    found = judge("Next pass in 2 hours")
    assert found.vague
    assert found.answered


def random_answer(source: random.Random, form: int, hours: float) -> str:
    moments = sorted(NOW + source.uniform(0, hours * 3600) for _ in range(5))
    if form == 0:
        return "\n".join(en(moment) for moment in moments)
    if form == 1:
        return "\n".join(f"{wall(moment):%H:%M}" for moment in moments)
    if form == 2:
        return "\n".join(f"in {(moment - NOW) // 60:.0f} min" for moment in moments)
    if form == 3:
        return "\n".join(f"{wall(moment):%d/%m/%Y %H:%M} – 6 min, 43°" for moment in moments)
    start = NOW + source.uniform(0, 5400)
    return "\n".join(en(start + number * 5400) for number in range(5))


def test_random_answers_do_not_pass() -> None:
    """Five times each, on the next day, the next three or ten; one form is "every 90 minutes"."""
    source = random.Random(25544)
    tries, both, one = 2_000, 0, 0
    for number in range(tries):
        form, hours = number % 5, (24, 72, 240)[number % 3]
        madrid = judge(random_answer(source, form, hours)).true
        tokyo = judge(random_answer(source, form, hours), TOKYO).true
        both += madrid and tokyo
        one += madrid or tokyo
    print(f"random answers taken for true: one city {one}, both {both} of {tries}")
    assert both < tries * 0.005
    assert one < tries * 0.05


def test_times_for_another_city_do_not_pass() -> None:
    answer = "\n".join(en(one.rise) for one in MADRID[:5])
    assert not judge(answer, TOKYO).true


def test_claims() -> None:
    assert claim_of("Next visible pass").only_visible
    assert claim_of("Próximo paso visible").only_visible
    assert claim_of("Nächste sichtbare Überflüge").only_visible
    assert not claim_of("visible for 6 min").only_visible
    assert not claim_of("All passes\nVisible passes").only_visible
    assert claim_of("Visibility: daylight").visible
    assert not claim_of("Next pass").visible
    assert claim_of("max 43°, 12°").least == 10
    assert claim_of("elevation above 20°").least == 20
    assert claim_of("Passes over Madrid, 23°").least == 10


BEFORE = "ISS tracker\nLatitude 12.3\nPredictor\nPasses over London\nSat, 21 Mar\n01:02\nFoot\nA\nB"


def test_what_appeared_keeps_its_date() -> None:
    after = BEFORE.replace("01:02", "00:39").replace("12.3", "12.4").replace("London", "Madrid")
    assert appeared([BEFORE], after).splitlines() == after.splitlines()[:8]
    assert appeared([BEFORE, after], after) == ""


@pytest.mark.parametrize(
    "line",
    ["City not found", "Ciudad no encontrada", "Error: unknown place", "No se encontró Xyzzyville",
     "Cidade não encontrada", "Ort nicht gefunden", "Ville introuvable",
     "Xyzzyville? Sorry, where is that",
     "No results for “Xyzzyville”", "Bitte prüfe die Schreibweise", "Inténtalo de nuevo"],
)  # fmt: skip
def test_an_unknown_city_is_answered_in_words(line: str) -> None:
    found = answer_to_nonsense([BEFORE], f"{BEFORE}\n{line}", "Xyzzyville")
    assert (found.reply, found.text) == (Reply.WORDS, line)


@pytest.mark.parametrize(
    ("line", "reply"),
    [
        ("", Reply.SILENT),
        ("Xyzzyville", Reply.SILENT),
        ("Searching…", Reply.SILENT),
        ("Buscando Xyzzyville...", Reply.SILENT),
        ("Latitude 12.9", Reply.SILENT),
        ("Next pass over Xyzzyville: 3/21/2026, 12:40:00 AM", Reply.TIMES),
        ("in 39 minutes", Reply.TIMES),
    ],
)
def test_what_is_no_answer_in_words(line: str, reply: Reply) -> None:
    assert answer_to_nonsense([BEFORE], f"{BEFORE}\n{line}", "Xyzzyville").reply is reply
