"""Whatever is wrong with a challenge's files is found, named, and placed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from grader.lint import links, static
from grader.lint.subject import subjects
from tests.lint.conftest import SLUG, Course

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("subject", subjects(ROOT), ids=lambda subject: subject.slug)
def test_every_challenge_of_the_course_is_clean(subject) -> None:
    linted = static.lint(subject)
    assert linted.challenge is not None
    assert linted.cases
    assert linted.defects == ()


def test_no_case_is_a_stray() -> None:
    assert list(static.strays(ROOT)) == []


def test_a_whole_challenge_has_no_defect(course: Course) -> None:
    linted = static.lint(course.subject)
    assert linted.defects == ()
    assert [case.name for case in linted.cases] == [
        "empty_folder", "nothing_said", "second_says_three", "spaces", "starter", "solution",
    ]  # fmt: skip


BROKEN = {
    # file, what stands there, what is put there instead, where and what lint says of it
    "sum": ("challenge/checks.py", "points=40", "points=30",
            ("checks.py", "add up to 90, not to 100"),
            ("README.md:10", "gives 40 points", "checks.py gives 30")),
    "duplicate_id": ("challenge/checks.py", '"second", points=40, after="first"',
                     '"first", points=40', ("checks.py:11", "`first` is taken: line 5")),
    "duplicate_function": ("challenge/checks.py", "def second_note", "def first_note",
                           ("checks.py:11", "replaces that of line 5")),
    "parent": ("challenge/checks.py", 'after="first"', 'after="third"',
               ("checks.py:11", "`second` comes after `third`")),
    "id": ("challenge/checks.py", '"second", points', '"The second", points',
           ("checks.py:11", "no name that can be typed")),
    "no_sentence": ("challenge/checks.py", '"""The second note says so."""', '"""Second note"""',
                    ("checks.py:11", "no sentence: Second note"),
                    ("README.md", "no row for `second`")),
    "missing_sentence": ("challenge/README.md", "| The second note says so. | 40 |\n", "",
                         ("README.md", "The brief has no row for `second`", "checks.py:11")),
    "other_words": ("challenge/README.md", "| The second note says so. | 40 |",
                    "| The second note says this. | 40 |",
                    ("README.md:10", "words `second` otherwise: “The second note says this.”")),
    "too_many_rows": ("challenge/README.md", "| 40 |\n", "| 40 |\n| It is written by hand. | 5 |\n",
                      ("README.md:11", "Nothing judges “It is written by hand.”")),
    "dead_link": ("challenge/README.md", "](one.txt)", "](uno.txt)",
                  ("README.md:3", "there is no uno.txt")),
    "dead_anchor": ("challenge/README.md", "#success-criteria", "#criteria",
                    ("README.md:3", "no heading #criteria", "#success-criteria")),
    "stale_zip": ("challenge/one.txt", "TODO", "todo",
                  ("one.txt", "not as .starter.zip holds it", "grader.starter")),
    "hints": ("challenge/challenge.toml", '  "A note is a text file.",\n', "",
              ("challenge.toml:9", "There are 2 hints")),
    "number": ("challenge/challenge.toml", "number = 90", "number = 9",
               ("challenge.toml:1", "`number` is 9, and the folder is called 90_notes")),
    "forgotten": ("challenge/challenge.toml", 'taught = "Writing things down"\n', "",
                  ("challenge.toml", "`taught` is missing")),
    "misspelt": ("challenge/challenge.toml", "terraform =", "terrafrom =",
                 ("challenge.toml:6", "Nothing reads `terrafrom`", "Did you mean terraform?")),
    "type": ("challenge/challenge.toml", "order = 90", 'order = "last"',
             ("challenge.toml:5", "`order` is not a whole number")),
    "toml": ("challenge/challenge.toml", "order = 90", "order = = 90",
             ("challenge.toml:5", "This is no TOML")),
    "python": ("challenge/checks.py", "def first_note(", "def first_note((",
               ("checks.py:6", "This is no Python")),
    "import": ("challenge/checks.py", "import Mismatch,", "import Mistake, Mismatch,",
               ("checks.py:2", "ImportError")),
    "unknown_criterion": ("cases/second_says_three/expected.toml", "second = 40", "secnd = 40",
                          ("expected.toml:7", "no criterion `secnd`", "first, second")),
    "too_much_lost": ("cases/second_says_three/expected.toml", "second = 40", "second = 50",
                      ("expected.toml:7", "has 40 points and cannot lose 50"),
                      ("expected.toml:4", "leaves 50")),
    "score": ("cases/second_says_three/expected.toml", "score = 60", "score = 70",
              ("expected.toml:4", "The score is 70", "leaves 60")),
    "where_file": ("cases/second_says_three/expected.toml", '"two.txt"', '"deux.txt"',
                   ("expected.toml:9", "no file deux.txt")),
    "where_text": ("cases/second_says_three/two.txt", "three", "four",
                   ("expected.toml:9", "No line of two.txt holds: three")),
    "kind": ("cases/spaces/expected.toml", '"variant"', '"correct"',
             ("expected.toml:1", "'correct' is no kind of case"),
             ("90_notes", "No case is of the kind `variant`")),
    "axes": ("cases/spaces/expected.toml", ', "text:lines"', "",
             ("expected.toml:4", "what it varies, two things")),
    "why": ("cases/spaces/expected.toml", "Spaces around the words.", "",
            ("expected.toml:2", "why it is there")),
    "lost_is_a_number": ("cases/nothing_said/expected.toml", "[lost]\nfirst = 60", "lost = 60",
                         ("expected.toml:7", "`lost` is not a table")),
    "points_are_a_text": ("cases/nothing_said/expected.toml", "first = 60", 'first = "60"',
                          ("expected.toml:8", "no whole number")),
    "where_without_text": ("cases/second_says_three/expected.toml", 'text = "three"\n', "",
                           ("expected.toml:9", "`where` needs `file` and `text`")),
    "key": ("cases/spaces/expected.toml", "score = 100", "score = 100\nscroe = 1",
            ("expected.toml:4", "Nothing reads `scroe`")),
    "base": ("cases/nothing_said/expected.toml", 'of = "solution"', 'of = "spacious"',
             ("expected.toml:2", "made of 'spacious'")),
    "rejected_with_points": ("cases/empty_folder/expected.toml", "score = 0", "score = 5",
                             ("expected.toml:3", "earns nothing")),
    "case_toml": ("cases/spaces/expected.toml", "score = 100", "score = ",
                  ("expected.toml:3", "This is no TOML"),
                  ("90_notes", "No case is of the kind `variant`")),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_challenge(name: str, course: Course) -> None:
    file, old, new, *expected = BROKEN[name]
    course.change(file, old, new)
    said = [f"{one.place} {one.message} {one.hint}" for one in static.lint(course.subject).defects]
    for place, *words in expected:
        assert any(
            place in one.split(" ", 1)[0] and all(word in one for word in words) for one in said
        ), (place, words, said)


def test_what_is_missing_altogether(course: Course) -> None:
    course.place("challenge/.starter.zip").unlink()
    course.place("challenge/README.md").unlink()
    course.place("cases/second_says_three/expected.toml").unlink()
    shutil.rmtree(course.root / "solutions")
    said = "\n".join(f"{one.place} {one.message}" for one in static.lint(course.subject).defects)
    assert "The starter is not packed." in said
    assert "The challenge has no brief." in said
    assert "second_says_three Nothing says what this case expects." in said
    assert "There is no reference solution." in said


@pytest.mark.parametrize("file", ["challenge.toml", "checks.py"])
def test_a_challenge_that_cannot_be_read(file: str, course: Course) -> None:
    course.place(f"challenge/{file}").unlink()
    linted = static.lint(course.subject)
    assert linted.challenge is None
    assert any(file in one.message for one in linted.defects)


def test_a_file_that_is_no_text(course: Course) -> None:
    course.place("challenge/README.md").write_bytes(b"# A\xf1o\n")
    linted = static.lint(course.subject)
    assert linted.challenge is None
    assert [one.message for one in linted.defects] == ["This is no text in UTF-8."]


def test_a_damaged_zip(course: Course) -> None:
    course.place("challenge/.starter.zip").write_bytes(b"PK")
    assert ["damaged" in one.message for one in static.lint(course.subject).defects] == [True]


def test_a_file_that_came_or_went_since_the_zip(course: Course) -> None:
    course.write(f"challenges/{SLUG}/three.txt", "more")
    course.place("challenge/one.txt").unlink()
    said = [one.message for one in static.lint(course.subject).defects]
    assert ".starter.zip holds one.txt, which is no longer there." in said
    assert "three.txt is not in .starter.zip." in said


def test_a_rejected_folder_that_is_not_empty(course: Course) -> None:
    course.write(f"tests/verdicts/{SLUG}/empty_folder/notes.md", "something")
    said = [one.message for one in static.lint(course.subject).defects]
    assert said == ["No case is of the kind `rejected`: an empty folder."]


def test_cases_of_no_challenge(course: Course) -> None:
    course.write("tests/verdicts/91_gone/starter/expected.toml", 'kind = "starter"\n')
    assert [one.file for one in static.strays(course.root)] == ["tests/verdicts/91_gone"]


def test_a_challenge_that_the_project_does_not_list(course: Course) -> None:
    course.write("README.md", "| 1 | [other](challenges/01_other/README.md) |\n")
    (defect,) = static.lint(course.subject).defects
    assert defect.file == "README.md"
    assert f"| 90 | [name](challenges/{SLUG}/README.md) |" in defect.hint


def test_links_are_found_where_they_are_prose() -> None:
    text = (
        '[a](a.md) and ![b](<b.png> "title"), not `[c](c.md)` nor [d](https://d.org)\n'
        "```\n[e](e.md)\n```\n[f]: f.md#part\n"
    )
    assert list(links.links(text)) == [(1, "a.md"), (1, "b.png"), (5, "f.md#part")]
