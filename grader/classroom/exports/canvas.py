"""canvas.csv, for "Import" in Canvas's gradebook.

Source: instructure/canvas-lms, lib/gradebook_importer.rb and lib/gradebook_exporter.rb. A header
of ``Student, ID, SIS User ID, SIS Login ID, Section`` and assignments, named "Title (id)"; a title
without an id that Canvas knows makes a new assignment. The next line holds the points possible.
Students are found by ``ID``, else by the SIS columns.

Best is to export the gradebook from Canvas and to fill that (``--template``): all its columns and
rows stay, ids included. An empty cell takes away a score that Canvas already has; in a template,
what is still open keeps what stood there.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence

from grader.classroom.exports.cells import Cell, Verbatim, table
from grader.classroom.exports.words import column
from grader.classroom.late import number
from grader.classroom.model import ClassResults, Row
from grader.exits import WrongUsage
from grader.locale import _

FILE = "canvas.csv"
HEADER = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
POINTS = Verbatim("    Points Possible")
WITH_ID = re.compile(r"(.*?)\s*\(\d+\)\s*")
KEYS = ("ID", "SIS User ID", "SIS Login ID")


def export(results: ClassResults) -> Iterator[tuple[str, str]]:
    """Yield canvas.csv, with our ids as SIS ids and e-mails as logins."""
    blank: list[Cell] = [""] * (len(HEADER) - 1)
    titles = [column(challenge) for challenge in results.challenges]
    rows: list[Sequence[Cell]] = [[*HEADER, *titles]]
    rows.append([POINTS, *blank, *(100 for _column in titles)])
    for row in results.rows:
        student = row.student
        name = _no_label(student.name or student.id)
        who = (name, "", student.id, student.email, student.section)
        rows.append([*who, *(grade.final for grade in row.grades)])
    yield FILE, table(rows)


def fill(results: ClassResults, template: str) -> Iterator[tuple[str, str]]:
    """Yield canvas.csv from a file that Canvas exported, and a list of who is not in it.

    Raises WrongUsage when the template is no such file, or names a challenge twice.
    """
    delimiter = ";" if template.split("\n", 1)[0].count(";") > 4 else ","
    rows = list(csv.reader(io.StringIO(template.removeprefix("\ufeff")), delimiter=delimiter))
    header = rows[0] if rows else []
    if not {"Student", "ID"} <= set(header):
        raise WrongUsage(
            _("The template is no gradebook of Canvas: its first line has no {names}.").format(
                names="Student, ID"
            )
            + " "
            + _("In Canvas: Grades, Export, Export Entire Gradebook.")
        )
    places = _places(results, header, rows)
    keys = [header.index(name) for name in KEYS if name in header]
    found: set[str] = set()
    for line in rows[1:]:
        row = _student(results, {line[key].strip().casefold() for key in keys if key < len(line)})
        if row is None:
            continue
        found.add(row.student.id)
        for grade in row.grades:
            if grade.final is not None:
                line[places[grade.slug]] = number(grade.final)
    yield FILE, table([[Verbatim(name) for name in header], *map(_kept, rows[1:])], delimiter)
    absent = [row.student for row in results.rows if row.student.id not in found]
    if absent:
        listed = [("id", "folder"), *((student.id, student.folder) for student in absent)]
        yield "canvas_not_in_template.csv", table(listed)


def _places(results: ClassResults, header: list[str], rows: list[list[str]]) -> dict[str, int]:
    """Return each challenge's column; what has none gets one at the end."""
    places: dict[str, int] = {}
    width = len(header)
    for challenge in results.challenges:
        own = _names(challenge)
        found = [place for place, name in enumerate(header) if _title(name) in own]
        if len(found) > 1:
            raise WrongUsage(
                _("The template has two columns for challenge {number}: {names}.").format(
                    number=challenge[0], names=", ".join(header[place] for place in found)
                )
            )
        if not found:
            header.append(column(challenge))
        places[challenge[1]] = found[0] if found else len(header) - 1
    for line in rows[1:]:
        if any(cell.strip() for cell in line):
            line += [""] * (len(header) - len(line))
            if _is_label(line):
                line[width:] = ["100"] * (len(header) - width)
    return places


def _kept(line: list[str]) -> list[Cell]:
    if _is_label(line):
        return [POINTS, *line[1:]]
    return [*map(_no_label, line[:1]), *line[1:]]


def _is_label(line: list[str]) -> bool:
    """Whether a line holds the points possible: it is the one that is nobody's."""
    return len(line) > 1 and POINTS.strip() in line[0] and not line[1].strip()


def _no_label(name: str) -> str:
    """Return a name that Canvas does not take for the label of the points possible."""
    return name.replace(POINTS.strip(), POINTS.strip().lower())


def _names(challenge: tuple[int, str, str]) -> set[str]:
    """Return the titles by which an assignment is known to be this challenge."""
    number_, slug, title = challenge
    plain = slug.partition("_")[2]
    names = {column(challenge), slug, plain, title, f"{number_} {plain}", f"{number_} · {plain}"}
    return {name.casefold() for name in names}


def _title(header: str) -> str:
    found = WITH_ID.fullmatch(header)
    return (found[1] if found else header).strip().casefold()


def _student(results: ClassResults, keys: set[str]) -> Row | None:
    """Return the one student whose id or e-mail is among ``keys``; None when it is not one."""
    keys = keys - {""}
    found = [
        row
        for row in results.rows
        if keys & {row.student.id.casefold(), (row.student.email or row.student.id).casefold()}
    ]
    return found[0] if len(found) == 1 else None
