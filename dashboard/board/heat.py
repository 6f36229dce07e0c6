"""The heat map: students by challenges, each cell in words and in colour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.board.addresses import piece
from dashboard.board.snapshot import Snapshot, is_to_come
from grader.classroom.exports.words import standing_text
from grader.classroom.late import number
from grader.classroom.model import Grade, Row, Student
from grader.locale import _

BANDS = ((100, "full"), (85, "high"), (70, "good"), (50, "half"), (0, "low"))
"""From how many percent on a grade has which colour."""
OPEN = "open"
LATE = "late"


@dataclass(frozen=True)
class Cell:
    """One grade. ``kind`` is its colour, ``text`` what it says without it."""

    slug: str
    kind: str
    text: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """One student."""

    address: str
    name: str
    section: str
    cells: tuple[Cell, ...]
    total: str


@dataclass(frozen=True)
class Chosen:
    """Which of the class are shown, and in which order."""

    section: str = ""
    standing: str = ""
    find: str = ""
    sort: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Chosen:
        """Read the words of an address; unknown ones choose nothing."""
        return cls(*(query.get(name, "")[:200] for name in cls.__match_args__))

    def without_sort(self) -> dict[str, str]:
        """Return what is chosen, as the words of an address, but for the order."""
        words = {"section": self.section, "standing": self.standing, "find": self.find}
        return {name: word for name, word in words.items() if word}

    def rows(self, snapshot: Snapshot) -> list[Row]:
        """Return those that are chosen, in order."""
        rows = [row for row in snapshot.results.rows if self._shows(row)]
        if self.sort == "name":
            rows.sort(key=lambda row: display(row.student).casefold())
        elif self.sort == "section":
            rows.sort(key=lambda row: row.student.section.casefold())
        elif self.sort == "total":
            rows.sort(key=lambda row: (row.total is not None, row.total or 0))
        else:
            slugs = [slug for _number, slug, _title in snapshot.results.challenges]
            if self.sort in slugs:
                place = slugs.index(self.sort)
                rows.sort(key=lambda row: _low_first(row.grades[place]))
        return rows

    def _shows(self, row: Row) -> bool:
        student = row.student
        if self.section and student.section != self.section:
            return False
        wanted = self.find.casefold()
        if wanted and wanted not in f"{student.id} {student.name}".casefold():
            return False
        return not self.standing or any(has(grade, self.standing) for grade in row.grades)


@dataclass(frozen=True)
class Counts:
    """How many grades stand how, over the whole class."""

    standings: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Counts:
        """Count."""
        grades = [grade for row in rows for grade in row.grades]
        counter = Counter(standing_of(grade) for grade in grades)
        counter[LATE] = sum(has(grade, LATE) for grade in grades)
        return cls(counter)


def has(grade: Grade, standing: str) -> bool:
    """Whether a grade stands so; "open" is any without points, "late" goes with others."""
    if standing == OPEN:
        return grade.final is None and standing_of(grade) != "to_come"
    if standing == LATE:
        return bool(grade.late.by)
    return standing_of(grade) == standing


def standing_of(grade: Grade) -> str:
    """Return how a grade stands; "to_come" where there is still time to hand in."""
    return "to_come" if is_to_come(grade) else grade.standing


def standing_words() -> dict[str, str]:
    """Return what each standing is called."""
    return {
        "graded": _("graded"),
        "incomplete": _("waits for a person"),
        "error": _("could not grade"),
        "refused": _("not accepted"),
        "missing": _("not handed in"),
        "to_come": _("still to come"),
        "waiting": _("not graded yet"),
        LATE: _("late"),
        OPEN: _("anything open"),
    }


def lines(rows: Sequence[Row]) -> list[Line]:
    """Return the table."""
    short, late, by_hand = _short(), _("late"), _("by hand")
    return [
        Line(
            piece(row.student.id),
            display(row.student),
            row.student.section,
            tuple(_cell(grade, short, late, by_hand) for grade in row.grades),
            _("open") if row.total is None else number(row.total),
        )
        for row in rows
    ]


def cell(grade: Grade) -> Cell:
    """Return one cell."""
    return _cell(grade, _short(), _("late"), _("by hand"))


def display(student: Student) -> str:
    """Return what a student is called on the board."""
    return student.name or student.id


def sentence(grade: Grade) -> str:
    """Return where a grade stands: "85 of 100", "waits for a person"."""
    if grade.final is None or grade.standing != "graded":
        return (
            standing_words()["to_come"]
            if standing_of(grade) == "to_come"
            else (standing_text(grade))
        )
    return _("{points} of {most}").format(points=number(grade.final), most=grade.max_score)


def _cell(grade: Grade, short: Mapping[str, str], late: str, by_hand: str) -> Cell:
    standing = standing_of(grade)
    if standing == "graded" and grade.final is not None:
        percent = grade.final * 100 / grade.max_score
        kind = next(kind for least, kind in BANDS if percent >= least)
        text = number(grade.final)
    else:
        kind, text = standing, short[standing]
    notes = ((late,) if grade.late.by else ()) + ((by_hand,) if grade.overrides else ())
    return Cell(grade.slug, kind, text, notes)


def _short() -> dict[str, str]:
    return {
        "graded": "?",
        "incomplete": _("person"),
        "error": _("error"),
        "refused": _("refused"),
        "missing": _("missing"),
        "to_come": "–",
        "waiting": _("waiting"),
    }


def _low_first(grade: Grade) -> tuple[bool, float]:
    return grade.final is not None, float(grade.final or 0)
