"""A class list: one line a student, as a spreadsheet or a learning platform writes it."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from grader.classroom.model import Student
from grader.exits import WrongUsage
from grader.locale import _

_SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "id": (
        "id", "student id", "id number", "number", "username", "user", "login",
        "identificador", "numero", "matricula", "numero de id", "nombre de usuario", "usuario",
        "expediente", "dni", "nia", "codigo", "sis user id",
    ),
    "name": (
        "name", "full name", "student name", "nombre", "nombre completo", "nombre y apellidos",
        "student", "alumno", "alumna", "estudiante",
    ),
    "first": ("first name", "firstname", "given name", "nombres", "nombre de pila"),
    "last": (
        "last name", "lastname", "surname", "family name", "apellido", "apellidos", "apellido s",
    ),
    "email": (
        "email", "e mail", "mail", "email address", "e mail address", "correo",
        "correo electronico", "direccion de correo", "direccion de correo electronico",
    ),
    "section": ("section", "class", "seccion", "clase", "turno", "aula", "paralelo"),
    "group": ("group", "team", "grupo", "equipo", "groups", "grupos"),
    "extension": (
        "extension", "extra time", "extra", "prorroga", "ampliacion", "plazo", "tiempo extra",
    ),
    "repository": ("repository", "repo", "git", "repositorio"),
}  # fmt: skip
"""Column names as they are read: lower case, without accents, marks as spaces."""
_PEOPLE = frozenset({"student", "alumno", "alumna", "estudiante"})
"""Columns that hold a name beside an id, and the id itself where there is no other."""
_POINTS = "points possible"
"""What Canvas writes in its gradebook's second line, where a student's name would be."""
_DURATION = re.compile(r"(?:\d+\s*[dhm]\s*)+", re.IGNORECASE)
_PART = re.compile(r"(\d+)\s*([dhm])", re.IGNORECASE)
_MINUTES = {"d": 1440, "h": 60, "m": 1}
_LONGEST = timedelta(days=366)
_LARGEST = 10 * 1024 * 1024


class RosterMistake(WrongUsage):
    """The class list cannot be used; the message names file, line and remedy."""


def read_roster(path: Path) -> tuple[Student, ...]:
    """Read the students of the CSV file ``path``, in its order.

    UTF-8 or cp1252; commas, semicolons or tabs; column names in English or Spanish. A relative
    ``repository`` counts from the file's own folder. Raises RosterMistake.
    """
    rows = _rows(path)
    columns = _columns(path, rows)
    students: dict[str, Student] = {}
    lines: dict[str, int] = {}
    for line, cells in rows:
        if cells[0].casefold() == _POINTS:
            continue
        student = _student(path, line, dict(zip(columns, cells, strict=False)))
        key = student.id.casefold()
        if key in students:
            raise _mistake(
                path,
                line,
                _("The id {id} stands in line {line} already.").format(
                    id=student.id, line=lines[key]
                ),
                _("Give every student one line and an id of their own."),
            )
        students[key], lines[key] = student, line
    if not students:
        raise _mistake(path, 1, _("There are no students."), _("Write one line for each student."))
    return tuple(students.values())


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield line number and cells of every line that is not blank."""
    text = _text(path)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    before = 0
    try:
        for cells in reader:
            line, before = before + 1, reader.line_num
            if any(cell.strip() for cell in cells):
                yield line, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise _mistake(
            path,
            before + 1,
            _("The line cannot be read: {reason}.").format(reason=error),
            _("Close every quotation mark, or export the file again as CSV."),
        ) from None


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise RosterMistake(_("{path} is too large for a class list.").format(path=path))
        content = path.read_bytes()
    except OSError as error:
        raise RosterMistake(
            _("The class list {path} cannot be read: {reason}").format(
                path=path, reason=error.strerror
            )
        ) from None
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _delimiter(text: str) -> str:
    header = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t", key=header.count)


def _columns(path: Path, rows: Iterator[tuple[int, list[str]]]) -> Sequence[str]:
    """Return what each column holds, by the names of the first line; "" for what is not used."""
    line, header = next(rows, (1, []))
    names = [_plain(cell) for cell in header]
    meanings = [
        next((meaning for meaning, words in _SYNONYMS.items() if name in words), "")
        for name in names
    ]
    if "id" not in meanings:
        meanings = [
            "id" if name in _PEOPLE else one for name, one in zip(names, meanings, strict=True)
        ]
    if "name" in meanings and "last" in meanings and "first" not in meanings:
        meanings[meanings.index("name")] = "first"  # Moodle in Spanish: Nombre, Apellido(s)
    for meaning in filter(None, set(meanings)):
        first, *more = [header[n] for n, one in enumerate(meanings) if one == meaning]
        if more:
            meanings = _only(meanings, names, meaning)
        if more and meanings.count(meaning) != 1:
            raise _mistake(
                path,
                line,
                _("The columns {first} and {second} mean the same.").format(
                    first=first, second=more[0]
                ),
                _("Rename one of them, or take it out."),
            )
    if "id" not in meanings:
        raise _mistake(
            path,
            line,
            _("There is no column id; there are {names}.").format(
                names=", ".join(header) or _("none")
            ),
            _("Name the column id that tells students apart, such as their number or login."),
        )
    return meanings


def _only(meanings: Sequence[str], names: Sequence[str], meaning: str) -> list[str]:
    """Keep, of several columns that mean the same, the one with exactly that name."""
    if meaning not in names:
        return list(meanings)
    kept = names.index(meaning)
    return ["" if one == meaning and n != kept else one for n, one in enumerate(meanings)]


def _plain(text: str) -> str:
    """Return a column's name in lower case, without accents, with one space for any marks."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", letters).strip()


def _student(path: Path, line: int, cells: Mapping[str, str]) -> Student:
    def cell(name: str) -> str:
        return cells.get(name, "")

    if not cell("id"):
        raise _mistake(
            path, line, _("The student has no id."), _("Fill in the column id, or remove the line.")
        )
    name = cell("name") or " ".join(filter(None, (cell("first"), cell("last"))))
    repository = cell("repository")
    if repository and not _is_remote(repository):
        repository = str(path.parent / Path(repository).expanduser())
    return Student(
        id=cell("id"),
        name=name,
        email=cell("email"),
        section=cell("section"),
        group=cell("group"),
        extension=_extension(path, line, cell("extension")),
        repository=repository,
    )


def _is_remote(repository: str) -> bool:
    return "://" in repository or re.match(r"[\w.-]+@[\w.-]+:", repository) is not None


def _extension(path: Path, line: int, text: str) -> datetime | timedelta | None:
    if not text:
        return None
    if _DURATION.fullmatch(text):
        parts = _PART.findall(text)
        minutes = sum(int(number[:9]) * _MINUTES[unit.lower()] for number, unit in parts)
        if minutes <= _LONGEST / timedelta(minutes=1):
            return timedelta(minutes=minutes)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is not None and moment.tzinfo is not None:
        return moment
    raise _mistake(
        path,
        line,
        _("The extension {text} has no time zone.").format(text=text)
        if moment
        else _("The extension {text} is no time.").format(text=text),
        _("Write 48h, 2d, 1d 12h, or a due time such as 2026-05-04T23:59+02:00."),
    )


def _mistake(path: Path, line: int, what: str, remedy: str) -> RosterMistake:
    return RosterMistake(f"{path}:{line}: {what} {remedy}")
