"""CSV: formulas stay text, every student keeps their line, nothing is matched by chance."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.classroom.exports import FORMATS
from grader.classroom.exports.cells import file_name, safe, table
from grader.classroom.model import ClassResults, Student
from grader.exits import WrongUsage

from ..sheets import HOSTILE, STARTS, hostile, results
from .test_golden import CANVAS

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
TABLES = ("csv", "canvas", "moodle")


def files(name: str, made: ClassResults, template: str | None = None) -> dict[str, str]:
    chosen = FORMATS[name]
    if template is None:
        return dict(chosen.export(made))
    assert chosen.fill
    return dict(chosen.fill(made, template))


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def with_students(*students: Student) -> ClassResults:
    made = results()
    return replace(
        made,
        rows=tuple(
            replace(row, student=student) for row, student in zip(made.rows, students, strict=False)
        ),
    )


@pytest.mark.parametrize("name", TABLES)
def test_no_cell_of_a_hostile_class_is_a_formula(name: str) -> None:
    for file, text in files(name, hostile()).items():
        table = rows(text)
        assert len({len(row) for row in table}) == 1, file
        for row in table:
            for cell in row:
                assert cell in {"", "-", "    Points Possible"} or not cell.startswith(DANGEROUS)
                assert "\n" not in cell
                assert "\r" not in cell
                assert not set(cell) & set("\u202e\u200f\x00\x1b\ufeff")


@pytest.mark.parametrize("text", [*HOSTILE, *STARTS])
def test_what_would_be_computed_has_an_apostrophe(text: str) -> None:
    written = safe(text)
    assert written.startswith("'") == text.lstrip(" ").startswith((*DANGEROUS,))
    assert safe("a;=1") == "a;'=1"


@pytest.mark.parametrize("number", ["5", "-5", "-5.25", "5,5", "-"])
def test_a_real_number_needs_none(number: str) -> None:
    assert safe(number) == number


@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_any_text_is_one_harmless_cell(text: str) -> None:
    written = table([[text, Decimal("1.50"), 7, None]])
    ((cell, *rest),) = rows(written)
    assert rest == ["1.5", "7", ""]
    assert not cell.startswith(DANGEROUS) or safe(cell) == cell == text
    written.encode("utf-8")


@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=70), max_size=9))
def test_names_of_files_are_good_everywhere_and_never_the_same(texts: list[str]) -> None:
    texts = [*texts, "ana", "Ana", "ANA", "con", "nul.txt", "..", "a/b", "a\\b", "", "index.html"]
    names = {text: file_name(text) for text in texts}
    assert len(set(names.values())) == len(names)
    for name in names.values():
        assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789._-")
        assert not name.startswith(".")
        assert not name.endswith(".")
        assert name.partition(".")[0] not in {"con", "nul", "index", ""}


def test_the_gradebook_begins_with_the_folder() -> None:
    table = rows(files("csv", results())["gradebook.csv"])
    assert table == [
        ["folder", "id", "02_s3_bucket", "05_save_to_s3", "08_tracker_dashboard", "total"],
        ["ana_1", "ana", "100", "80", "100", "90"],
        ["s002", "s002", "100", "error", "incomplete", ""],
        ["", "s003", "0", "refused", "waiting", ""],
    ]


def test_canvas_keeps_its_own_and_gets_the_points() -> None:
    made = files("canvas", results(), CANVAS)
    table = rows(made["canvas.csv"])
    assert table[0] == [
        "Student", "ID", "SIS User ID", "SIS Login ID", "Section", "2. A bucket (901)",
        "Save_to_S3 (902)", "Essay (903)", "Final Score", "2. A bucket, written down",
        "8. The tracker",
    ]  # fmt: skip
    assert table[1][0] == "    Points Possible"
    assert table[1][-2:] == ["100", "100"]
    assert table[2] == ["Ana, A.", "41", "ANA", "ana@example.org", "A", "5", "80", "7", "60",
                        "100", "100"]  # fmt: skip
    assert table[3][6:] == ["33", "8", "20", "100", ""]  # what is open keeps what was there
    assert table[4] == ["'=cmd, Eve", "43", "x9", "eve@example.org", "A", "2", "44", "9", "30",
                        "", ""]  # fmt: skip
    assert rows(made["canvas_not_in_template.csv"]) == [["id", "folder"], ["s003", ""]]


def test_canvas_with_semicolons_stays_so() -> None:
    template = "Student;ID;SIS User ID;SIS Login ID;Section;05_save_to_s3 (7)\n;;;;;\nx;1;ana;;A;\n"
    text = files("canvas", results(), template)["canvas.csv"]
    assert text.splitlines()[2] == "x;1;ana;;A;80;100;100"


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("", "no gradebook of Canvas"),
        ("a,b\n", "Export Entire Gradebook"),
        ("Student,ID,5. Captures in the data lake (1),save_to_s3 (2)\n", "two columns for"),
    ],
)
def test_what_is_no_template_of_canvas(template: str, words: str) -> None:
    with pytest.raises(WrongUsage, match=words):
        files("canvas", results(), template)


def test_nobody_is_called_points_possible() -> None:
    evil = with_students(Student("ana", "x Points Possible"), Student("Points Possible"))
    template = CANVAS.replace("Ana, A.", "Points Possible")
    for text in (
        files("canvas", evil)["canvas.csv"],
        files("canvas", evil, template)["canvas.csv"],
    ):
        assert [row[0] for row in rows(text) if "Points Possible" in row[0]] == [
            "    Points Possible"
        ]


def test_canvas_takes_no_student_for_another() -> None:
    twice = with_students(Student("ana"), Student("ANA"), Student("z", email="ana@example.org"))
    made = files("canvas", twice, CANVAS)
    assert rows(made["canvas.csv"])[2][6] == ""
    assert len(rows(made["canvas_not_in_template.csv"])) == 4


def test_moodle_gets_no_line_that_it_would_give_to_the_student_before() -> None:
    made = files("moodle", results())
    assert [row[0] for row in rows(made["moodle_by_email.csv"])] == [
        "Email address", "ana@example.org", "bo@example.org",
    ]  # fmt: skip
    assert rows(made["moodle_without_email.csv"]) == [["id", "folder"], ["s003", ""]]
    by_id = rows(made["moodle_by_id.csv"])
    assert [row[0] for row in by_id] == ["ID number", "ana", "s002", "s003"]
    assert by_id[2] == ["s002", "100", "-", "-"]
    zero = files("moodle", with_students(Student("0"), Student(" "), Student("ana")))
    assert list(zero) == ["moodle_by_id.csv"]
    assert [row[0] for row in rows(zero["moodle_by_id.csv"])] == ["ID number", "ana"]
