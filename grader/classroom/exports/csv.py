"""gradebook.csv, for a spreadsheet: a line a student, a column a challenge, then the total.

Our own form (RFC 4180): ``folder``, ``id``, a column for each challenge by its slug with the
final points of 100, ``total``. A challenge without points has the word for how it stands
(incomplete, error, refused, missing, waiting), and no total is given then.
"""

from __future__ import annotations

from collections.abc import Iterator

from grader.classroom.exports.cells import Cell, table
from grader.classroom.model import ClassResults, Grade


def export(results: ClassResults) -> Iterator[tuple[str, str]]:
    """Yield gradebook.csv."""
    header: list[Cell] = ["folder", "id", *(slug for _n, slug, _t in results.challenges), "total"]
    rows = [
        [row.student.folder, row.student.id, *(_points(grade) for grade in row.grades), row.total]
        for row in results.rows
    ]
    yield "gradebook.csv", table([header, *rows])


def _points(grade: Grade) -> Cell:
    return grade.standing if grade.final is None else grade.final
