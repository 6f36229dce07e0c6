"""CSV for "Grades, Import, CSV file" in Moodle, which asks what each column is.

Source: moodle/moodle, grade/import/csv/classes/load_data.php, and docs.moodle.org, "Grade import".
A column that identifies the student ("Email address" or "ID number", as Moodle's own export names
them), and one for each grade item; "-" is no grade, and takes away one that is there.

Moodle gives a line whose identifying cell is empty to the student of the line before, and stops at
one that it does not know. So each file has one identifying column, and only students who have
something in it: moodle_by_email.csv, and moodle_by_id.csv, which holds no e-mail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from grader.classroom.exports.cells import Cell, table
from grader.classroom.exports.words import column
from grader.classroom.model import ClassResults, Student

NO_GRADE = "-"
EMPTY = frozenset({"", "0"})
"""What PHP takes for empty."""


def export(results: ClassResults) -> Iterator[tuple[str, str]]:
    """Yield the files, and a list of who has no e-mail where others have one."""
    if any(_email(row.student) for row in results.rows):
        yield "moodle_by_email.csv", _table(results, "Email address", _email)
        without = [row.student for row in results.rows if _email(row.student) in EMPTY]
        if without:
            listed = [("id", "folder"), *((student.id, student.folder) for student in without)]
            yield "moodle_without_email.csv", table(listed)
    yield "moodle_by_id.csv", _table(results, "ID number", lambda student: student.id.strip())


def _email(student: Student) -> str:
    return student.email.strip()


def _table(results: ClassResults, name: str, key: Callable[[Student], str]) -> str:
    rows: list[list[Cell]] = [[name, *(column(challenge) for challenge in results.challenges)]]
    for row in results.rows:
        if key(row.student) not in EMPTY:
            points = (NO_GRADE if grade.final is None else grade.final for grade in row.grades)
            rows.append([key(row.student), *points])
    return table(rows)
