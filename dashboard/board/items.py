"""``/challenges/SLUG``: what the class's points say about each criterion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from dashboard.board import heat
from dashboard.board.board import Board, name_of
from grader.classroom.analysis import Band, Item, Sheet, distribution, items
from grader.classroom.model import Grade, Student
from grader.classroom.totals import UNDECIDED, Decided
from grader.locale import _

COMMONEST = 5
"""Finding texts that are shown of a criterion."""
NAMED = 6
"""Students who are named beside a finding."""
FEW = 10
"""Hand-ins below which a correlation says little."""
CLEAR, WEAK = 0.3, 0.1


@dataclass(frozen=True)
class Common:
    """A finding that several students have."""

    message: str
    students: tuple[Student, ...]

    @property
    def more(self) -> int:
        """Students who are not named."""
        return len(self.students) - NAMED


@dataclass(frozen=True)
class Line:
    """One criterion."""

    item: Item
    title: str
    common: tuple[Common, ...]

    @property
    def says(self) -> str:
        """What the discrimination says, in words."""
        found = self.item.discrimination
        if found is None:
            return _("cannot be told")
        if found < 0:
            return _("against the rest: look at it")
        if found < WEAK:
            return _("hardly any")
        return _("clear") if found >= CLEAR else _("weak")


@dataclass(frozen=True)
class Bar:
    """One bar of the distribution, in the units of its picture."""

    band: Band
    place: int
    height: float


def challenge(board: Board, request: Request) -> Response:
    """Show one challenge."""
    snapshot = board.shelf.snapshot()
    slug = request.path_params["slug"]
    named = next((one for one in snapshot.results.challenges if one[1] == slug), None)
    if named is None:
        return board.missing(request)
    grades = [
        (row.student, grade)
        for row in snapshot.results.rows
        for grade in row.grades
        if grade.slug == slug
    ]
    # What a group handed in is one sheet, however many it counts for.
    sheets = [sheet(grade) for _student, grade in grades if grade.report and not grade.by]
    found = items(sheets)
    first = next((grade for _student, grade in grades if grade.report), None)
    bands = distribution(
        (grade.raw, grade.max_score) for _student, grade in grades if grade.raw is not None
    )
    highest = max((band.count for band in bands), default=0) or 1
    return board.page(
        request,
        "challenge",
        snapshot,
        slug=slug,
        name=name_of(named[0], slug),
        title=_(named[2]),
        lines=_lines(board, slug, found, grades, _titles(board, first)),
        bars=[Bar(band, n, 100 * band.count / highest) for n, band in enumerate(bands)],
        graded=sum(band.count for band in bands),
        sheets=len(sheets),
        few=FEW,
        named=NAMED,
        counts=Counter(heat.standing_of(grade) for _student, grade in grades),
        words=heat.standing_words(),
    )


def sheet(grade: Grade) -> Sheet:
    """Return the points of a grade by criterion, with what a person decided."""
    assert grade.report is not None
    decided = Decided(grade.report, grade.overrides)
    rows = grade.report["criteria"]
    return Sheet(
        {
            row["id"]: None
            if row["status"] in UNDECIDED and row["id"] not in decided.given
            else decided.points(row)
            for row in rows
        },
        {row["id"]: row["max_points"] for row in rows},
    )


def _titles(board: Board, grade: Grade | None) -> Mapping[str, str]:
    """Return the criteria's titles as one of the reports has them."""
    if grade is None or grade.report is None:
        return {}
    document = board.shelf.book.result(grade.report["key"]) or {"criteria": ()}
    return {row["id"]: row["title"] for row in document["criteria"]}


def _lines(
    board: Board,
    slug: str,
    found: Sequence[Item],
    grades: Iterable[tuple[Student, Grade]],
    titles: Mapping[str, str],
) -> list[Line]:
    messages = board.shelf.book.overview.first_findings(slug)
    seen: dict[str, dict[str, list[Student]]] = {}
    for student, grade in grades:
        if grade.report is None:
            continue
        for criterion, message in messages.get(grade.report["key"], {}).items():
            seen.setdefault(criterion, {}).setdefault(message, []).append(student)
    return [
        Line(
            item,
            titles.get(item.criterion, item.criterion),
            tuple(
                Common(message, tuple(students))
                for message, students in sorted(
                    seen.get(item.criterion, {}).items(), key=lambda one: -len(one[1])
                )[:COMMONEST]
            ),
        )
        for item in found
    ]
