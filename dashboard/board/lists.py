"""``/queue``, ``/stuck`` and ``/late``: whom to look after."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from dashboard.board.board import Board, name_of
from dashboard.board.snapshot import Snapshot, score_of
from dashboard.board.students import opened, pictures_of
from grader.classroom.analysis import Headway, headway
from grader.classroom.exports.words import why_open
from grader.classroom.model import Grade, Student
from grader.report.evidence import Picture
from grader.report.model import UNDECIDED as FOR_A_PERSON
from grader.report.model import Criterion
from grader.report.reading import Malformed

AT_A_TIME = 10
"""Hand-ins with their pictures on one page of the queue."""
STUCK = 2
"""Attempts without gain from which on somebody is stuck."""


@dataclass(frozen=True)
class Waiting:
    """A hand-in with rows for a person."""

    student: Student
    grade: Grade
    name: str
    rows: tuple[Criterion, ...]
    pictures: tuple[Picture, ...]


@dataclass(frozen=True)
class Without:
    """A hand-in that could not be graded, or not be taken."""

    student: Student
    grade: Grade
    name: str
    why: str


@dataclass(frozen=True)
class Stuck:
    """Somebody whose attempts bring nothing."""

    student: Student
    grade: Grade
    name: str
    headway: Headway
    scores: tuple[int | None, ...]


def queue(board: Board, request: Request) -> Response:
    """Show what waits for a person."""
    snapshot = board.shelf.snapshot()
    # What a group handed in is decided once, with whoever handed it in.
    own = [one for one in _grades(snapshot) if not one[1].by]
    incomplete = [one for one in own if one[1].standing == "incomplete"]
    begin = _place(request.query_params.get("from", ""), len(incomplete))
    return board.page(
        request,
        "queue",
        snapshot,
        waiting=[_waiting(board, *one) for one in incomplete[begin : begin + AT_A_TIME]],
        every=len(incomplete),
        begin=begin,
        at_a_time=AT_A_TIME,
        without=[
            Without(student, grade, name_of(grade.challenge, grade.slug), _reason(grade))
            for student, grade in own
            if grade.standing in {"error", "refused"}
        ],
        said=request.query_params.get("said", ""),
    )


def stuck(board: Board, request: Request) -> Response:
    """Show whose attempts bring no gain, the longest without one first."""
    snapshot = board.shelf.snapshot()
    found = []
    for student, grade in _grades(snapshot):
        scores = tuple(score_of(one) for one in snapshot.attempts_of(grade))
        if len(scores) <= STUCK:
            continue
        way = headway(scores)
        if way.without_gain >= STUCK and (way.best or 0) < grade.max_score:
            name = name_of(grade.challenge, grade.slug)
            found.append(Stuck(student, grade, name, way, scores))
    found.sort(key=lambda one: (-one.headway.without_gain, one.headway.best or 0))
    return board.page(request, "stuck", snapshot, stuck=found, least=STUCK)


def late(board: Board, request: Request) -> Response:
    """Show what came late, the latest first."""
    snapshot = board.shelf.snapshot()
    found = [one for one in _grades(snapshot) if one[1].late.by]
    found.sort(key=lambda one: one[1].late.by, reverse=True)
    return board.page(
        request,
        "late",
        snapshot,
        late=[(student, grade, name_of(grade.challenge, grade.slug)) for student, grade in found],
    )


def _grades(snapshot: Snapshot) -> list[tuple[Student, Grade]]:
    return [(row.student, grade) for row in snapshot.results.rows for grade in row.grades]


def _waiting(board: Board, student: Student, grade: Grade) -> Waiting:
    try:
        report = opened(board, grade)
    except Malformed:
        report = None
    rows = [row for row in report.criteria if row.status in FOR_A_PERSON] if report else []
    name = name_of(grade.challenge, grade.slug)
    return Waiting(student, grade, name, tuple(rows), tuple(pictures_of(report)))


def _reason(grade: Grade) -> str:
    return grade.failure or why_open(grade)


def _place(text: str, every: int) -> int:
    """Return where a page of a list begins."""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0
    return number if number < every else 0
