"""What course.toml may say, and what is said where it is wrong."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import __version__
from grader.classroom.choice import chosen
from grader.classroom.course_file import WrongSettings, duration
from grader.classroom.late import LatePolicy
from grader.classroom.late_table import OF_LATE
from grader.classroom.settings import OF_CHALLENGE, WHOLE, CourseSettings, read_settings
from grader.course import UnknownChallenge, challenges

ROOT = Path(__file__).parent.parent.parent.parent
COURSE = challenges()


def settings(folder: Path, text: str) -> CourseSettings:
    path = folder / "course.toml"
    path.write_text(text, encoding="utf-8")
    return read_settings(path, COURSE)


def test_the_documented_example() -> None:
    found = read_settings(ROOT / "docs" / "course.toml", COURSE, "0.1.0")
    assert found.title == "Cloud engineering, autumn 2026"
    assert [one.number for one in found.challenges] == [2, 3, 4, 5, 8]
    assert [str(one.due) for one in found.challenges] == [
        "2026-10-09 23:59:00+02:00",
        "2026-10-16 23:59:00+02:00",
        "2026-10-23 23:59:59+02:00",
        "2026-11-06 12:00:00+01:00",
        "2026-12-18 23:59:00+01:00",
    ]
    assert [one.weight for one in found.challenges] == [1, 1, 1, 2, 3]
    ten = LatePolicy(
        "percent", Decimal(10), "started", Decimal(50), grace=timedelta(minutes=15),
        closes_after=timedelta(days=14),
    )  # fmt: skip
    assert found.of("02_s3_bucket").late == ten
    assert found.of("05_save_to_s3").late.grace == timedelta(hours=1)
    assert found.of("05_save_to_s3").late.per_day == 10
    assert found.of("08_tracker_dashboard").late == LatePolicy(
        "cut-off", grace=timedelta(minutes=30)
    )
    assert (found.attempt, found.groups, found.seed, found.notes) == ("best", False, 1, ())
    assert found.challenges[0].engine == "0.1.0"


def test_the_example_names_every_key() -> None:
    text = (ROOT / "docs" / "course.toml").read_text(encoding="utf-8")
    for key in (*WHOLE, *OF_CHALLENGE, *(key for keys in OF_LATE.values() for key in keys)):
        assert key in text


@pytest.mark.parametrize("path", [None, Path("nowhere") / "course.toml"])
def test_without_a_file_all_count_alike(path: Path | None) -> None:
    found = read_settings(path, COURSE)
    assert [one.slug for one in found.challenges] == [c.slug for c in COURSE]
    assert {(one.weight, one.due, one.late, one.engine) for one in found.challenges} == {
        (1, None, LatePolicy(), None)
    }
    assert found.seed_of("ana", "05_save_to_s3") == 1


WRONG = {
    "not TOML": ("title = \n", 1, "this is not TOML"),
    "twice": ('title = "a"\ntitle = "b"\n', 2, "this is not TOML"),
    "unknown": ("\n\ntitel = 'x'\n", 3, "titel means nothing here. Did you mean title?"),
    "unknown in a challenge": (
        "[challenge.5]\nwheight = 2\n", 2,
        "challenge.5.wheight means nothing here. Did you mean weight?",
    ),
    "unknown in late": ("[late]\npolicy='cut-off'\ngrase='1 h'\n", 3, "Did you mean grace?"),
    "no title": ("title = 5\n", 1, 'title is not a text. Write for example: title = "…"'),
    "attempt": ("attempt = 'first'\n", 1, 'Write one of: "best", "last".'),
    "groups": ("groups = 'yes'\n", 1, "groups is not true or false."),
    "seed": ("seed = -1\n", 1, "seed is no whole number from 0 to 2147483647."),
    "a true seed": ("seed = true\n", 1, "seed is no whole number"),
    "a seed in words": ("seed = 'every'\n", 1, 'seed = "each"'),
    "challenges": ("challenges = '2-99'\n", 1, "There is no challenge 2-99; the course has 1, 2"),
    "challenges are no list": ("challenges = 5.5\n", 1, 'challenges = "2-5,8"'),
    "challenge": ("[challenge.99]\nweight = 1\n", 1, "there is no challenge 99."),
    "two tables": (
        "[challenge.5]\nweight = 1\n[challenge.save_to_s3]\nweight = 2\n", 3,
        "challenge 5 has two tables. Put everything into one.",
    ),
    "it does not count": ("challenges='2'\n[challenge.5]\nweight=1\n", 2, "5 does not count."),
    "weight": ("[challenge.5]\nweight = -1\n", 2, "challenge.5.weight is not a number of zero"),
    "a weight that is none": ("[challenge.5]\nweight = nan\n", 2, "not a number of zero or more"),
    "no weight": ("challenges='5'\n[challenge.5]\nweight = 0\n", 2, "every weight is 0."),
    "due in quotes": ("[challenge.5]\ndue = '2026-01-01'\n", 2, "Write it without quotes"),
    "due at a time of day": ("[challenge.5]\ndue = 23:59:00\n", 2, "due is not a date and time."),
    "no zone": (
        "[challenge.5]\ndue = 2026-11-30T23:59:00\n", 2,
        "due says no time zone. Add an offset, as in 2026-11-30T23:59:00+01:00, or timezone",
    ),
    "zone": ("timezone = 'Europe/Madird'\n", 1, "Did you mean Europe/Madrid?"),
    "a city": ("timezone = 'Madrid'\n", 1, "Did you mean Europe/Madrid?"),
    "a folder of zones": ("timezone = 'Europe'\n", 1, "there is no time zone 'Europe'."),
    "a path": ("timezone = '/etc/passwd'\n", 1, "there is no time zone"),
    "policy": ("[late]\npolicy = 'hard'\n", 2, "policy = 'hard' is none of its words."),
    "no percent": ("[late]\npolicy = 'percent'\n", 2, "percent_per_day = 10"),
    "percent": (
        "[late]\npolicy = 'percent'\npercent_per_day = 101\n", 3,
        "late.percent_per_day is not a number from 0 to 100.",
    ),
    "another policy's": (
        "[late]\npercent_per_day = 10\n", 2,
        "percent_per_day belongs to another policy than 'none'. Write policy = \"percent\"",
    ),
    "grace": ("[late]\npolicy='cut-off'\ngrace = 15\n", 3, 'grace = "15 min"'),
    "no steps": ("[late]\npolicy = 'steps'\n", 2, "steps = { 0 = 10, 24 = 25, 72 = 100 }"),
    "steps that fall": (
        "[late]\npolicy = 'steps'\nsteps = { 24 = 30, 48 = 20 }\n", 3, "do not grow from 0 to 100"
    ),
    "steps in words": ("[late]\npolicy='steps'\nsteps = { day = 30 }\n", 3, "day = 30 is no step."),
    "late is no table": ("late = 10\n", 1, "late is not a table."),
    "engine": (
        'title = "x"\nengine = "9.9.9"\n', 2,
        f"this is to be graded by Groundtrack 9.9.9, and here is {__version__}. "
        "Install groundtrack 9.9.9",
    ),
    "a challenge's engine": ("[challenge.5]\nengine = '9.9.9'\n", 2, "Groundtrack 9.9.9"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_every_error_has_its_line_and_a_remedy(name: str, tmp_path: Path) -> None:
    text, line, words = WRONG[name]
    with pytest.raises(WrongSettings) as error:
        settings(tmp_path, text)
    assert str(error.value).startswith(f"course.toml, line {line}: ")
    assert words in str(error.value)


def test_what_is_no_text_says_so(tmp_path: Path) -> None:
    path = tmp_path / "course.toml"
    path.write_bytes(b"title = '\xff'")
    with pytest.raises(WrongSettings, match="this is not UTF-8"):
        read_settings(path, COURSE)
    with pytest.raises(WrongSettings, match="cannot be read"):
        read_settings(tmp_path, COURSE)


def test_another_engine_reads_what_it_does_not_grade(tmp_path: Path) -> None:
    path = tmp_path / "course.toml"
    path.write_text('engine = "9.9.9"\n[challenge.5]\nengine = "8.0.0"\n')
    found = read_settings(path, COURSE, engine=None)
    assert found.of("05_save_to_s3").engine == "8.0.0"
    assert found.of("02_s3_bucket").engine == "9.9.9"


def test_an_hour_that_clocks_skip_and_one_that_comes_twice(tmp_path: Path) -> None:
    found = settings(
        tmp_path,
        'timezone = "Europe/Madrid"\n'
        "[challenge.2]\ndue = 2026-03-29T02:30:00\n[challenge.3]\ndue = 2026-10-25T02:30:00\n",
    )
    assert str(found.of("02_s3_bucket").due) == "2026-03-29 03:30:00+02:00"
    assert str(found.challenges[2].due) == "2026-10-25 02:30:00+01:00"
    assert found.notes == (
        "2: 2026-03-29 02:30 does not exist in Europe/Madrid, where clocks go forward: it counts "
        "as 2026-03-29 03:30:00+02:00.",
        "3: 2026-10-25 02:30 comes twice in Europe/Madrid, where clocks go back: the second "
        "counts, 2026-10-25 02:30:00+01:00.",
    )


def test_seeds_of_ones_own_are_stable_and_differ(tmp_path: Path) -> None:
    found = settings(tmp_path, 'seed = "each"\n')
    seeds = {
        found.seed_of(f"s{n:03}", one.slug) for n in range(200) for one in found.challenges
    }  # fmt: skip
    assert len(seeds) == 200 * len(COURSE)
    assert all(0 <= seed < 2**31 for seed in seeds)
    assert found.seed_of("ana", "05_save_to_s3") == 856_304_963
    assert isinstance(found.seed_of("a\ud800", "05_save_to_s3"), int)


def test_a_byte_order_mark_and_dotted_keys(tmp_path: Path) -> None:
    found = settings(tmp_path, "\ufefftitle = 'x'\nchallenge.5.weight = 2.5\n")
    assert found.of("05_save_to_s3").weight == Decimal("2.5")


@pytest.mark.parametrize(
    ("words", "numbers"),
    [("2-5,8", [2, 3, 4, 5, 8]), ("8 2", [2, 8]), ("5, save_to_s3", [5]), ("2 - 3", [2, 3]),
     ("05_save_to_s3,05", [5]), ("all", [c.number for c in COURSE])],
)  # fmt: skip
def test_choices(words: str, numbers: list[int]) -> None:
    assert [challenge.number for challenge in chosen(words, COURSE)] == numbers


@pytest.mark.parametrize("words", ["", " , ", "5-2", "x", "2-", "-5", "2-99", "٥", "2;3"])
def test_what_is_no_choice(words: str) -> None:
    with pytest.raises(UnknownChallenge):
        chosen(words, COURSE)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("15 min", 900), ("2 days", 172_800), ("1h30m", 5400), ("1 day, 6 h", 108_000)],
)
def test_lengths_of_time(text: str, seconds: int) -> None:
    assert duration(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "text", ["", "15", "-1 h", "1 fortnight", "h", "1 h +", "9999999999 weeks"]
)
def test_what_is_no_length_of_time(text: str) -> None:
    assert duration(text) is None


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_the_files_name(text: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "course.toml"
        path.write_text(text, encoding="utf-8", errors="replace", newline="")
        try:
            read_settings(path, COURSE)
        except WrongSettings as error:
            assert str(error).startswith("course.toml")
