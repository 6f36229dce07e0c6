"""``/students/ID``: one student. ``/students/ID/SLUG``: one report, and deciding about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from dashboard.board import heat
from dashboard.board.board import Board, name_of
from dashboard.board.snapshot import Snapshot, score_of
from grader.classroom.analysis import headway
from grader.classroom.exports.words import report_of, why_open
from grader.classroom.model import Attempt, Grade
from grader.course import UnknownChallenge, find
from grader.locale import _
from grader.report.evidence import Picture
from grader.report.html import segments
from grader.report.model import Report
from grader.report.reading import Malformed
from grader.report.text import points_were_lost


@dataclass(frozen=True)
class Step:
    """One attempt, in short."""

    number: int
    score: str
    attempt: Attempt
    counts: bool


@dataclass(frozen=True)
class Gap:
    """A criterion that a person can decide about."""

    id: str
    title: str
    most: int


def student(board: Board, request: Request) -> Response:
    """Show all challenges of one student."""
    snapshot = board.shelf.snapshot()
    row = board.row(request, snapshot)
    if row is None:
        return board.missing(request)
    cards = [
        {
            "grade": grade,
            "cell": heat.cell(grade),
            "name": name_of(grade.challenge, grade.slug),
            "steps": steps(snapshot, grade),
            "why": why_open(grade) if heat.standing_of(grade) != "to_come" else "",
            "headway": headway([score_of(one) for one in snapshot.attempts_of(grade)]),
        }
        for grade in row.grades
    ]
    return board.page(request, "student", snapshot, row=row, cards=cards)


def report(board: Board, request: Request) -> Response:
    """Show one report."""
    return show_report(board, request)


def show_report(
    board: Board, request: Request, *, problem: str = "", given: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:  # fmt: skip
    """Show the report in the address, with what was wrong with a form where something was."""
    snapshot = board.shelf.snapshot()
    found = board.grade(request, snapshot)
    if found is None:
        return board.missing(request)
    row, grade = found
    tried = steps(snapshot, grade)
    asked = request.query_params.get("attempt", "")
    step = next((one for one in tried if str(one.number) == asked), None)
    shown = grade if step is None or step.counts else _as_it_was(grade, step.attempt)
    unreadable = ""
    try:
        read = opened(board, shown)
    except Malformed as error:
        read, unreadable = None, str(error)
    history = [
        (one, withdrawn)
        for one, withdrawn in board.shelf.book.override_history()
        if one.slug == grade.slug and one.student in {grade.student, grade.by}
    ]
    return board.page(
        request,
        "report",
        snapshot,
        status=status,
        row=row,
        grade=grade,
        name=name_of(grade.challenge, grade.slug),
        report=read,
        segments=tuple(segments((read,))) if read else (),
        unreadable=unreadable,
        unfolded=read is not None and points_were_lost(read),
        why=why_open(grade) if heat.standing_of(grade) != "to_come" else "",
        steps=tried,
        shown=step or next((one for one in tried if one.counts), None),
        earlier=step is not None and not step.counts,
        history=history,
        held={one.criterion for one in grade.overrides},
        gaps=gaps(grade.slug) if grade.standing in {"refused", "missing"} else (),
        problem=problem,
        given=given or {},
        said=request.query_params.get("said", ""),
    )


def picture(board: Board, request: Request) -> Response:
    """Return one of the pictures that were taken of a page."""
    snapshot = board.shelf.snapshot()
    found = board.grade(request, snapshot)
    if found is None:
        return board.missing(request)
    try:
        read = opened(board, found[1])
    except Malformed:
        read = None
    pictures = pictures_of(read)
    place = int(request.path_params["place"])
    if place >= len(pictures):
        return board.missing(request)
    return Response(pictures[place].png, media_type="image/png")


def opened(board: Board, grade: Grade) -> Report | None:
    """Return the report behind a grade with what a person decided. Raises Malformed."""
    if grade.report is None:
        return None
    document = board.shelf.book.result(grade.report["key"])
    return report_of(replace(grade, report=document))


def pictures_of(report: Report | None) -> list[Picture]:
    """Return the pictures in a report."""
    return [one for one in report.evidence if isinstance(one, Picture)] if report else []


def steps(snapshot: Snapshot, grade: Grade) -> list[Step]:
    """Return the attempts behind a grade, oldest first."""
    key = (grade.report or {}).get("key")
    every = snapshot.attempts_of(grade)
    return [
        Step(one.number, _score(one), one, _counts(grade, one, key, len(every))) for one in every
    ]


def gaps(slug: str) -> Sequence[Gap]:
    """Return the criteria of a challenge, where there is no report that names them."""
    try:
        return [Gap(one.id, _(one.title), one.points) for one in find(slug).checks]
    except UnknownChallenge:
        return ()


def _counts(grade: Grade, one: Attempt, key: object, every: int) -> bool:
    if key is not None:
        return one.report is not None and one.report["key"] == key
    return one.number == grade.attempt or every == 1


def _score(attempt: Attempt) -> str:
    score = score_of(attempt)
    if score is not None:
        return str(score)
    if attempt.refusal is not None:
        return _("not accepted")
    if attempt.failure:
        return _("could not grade")
    return _("not graded yet") if attempt.report is None else _("open")


def _as_it_was(grade: Grade, attempt: Attempt) -> Grade:
    """Return a grade for an attempt that does not count; nobody decided about it."""
    facts: dict[str, Any] = {
        "report": attempt.report,
        "refusal": attempt.refusal,
        "failure": attempt.failure,
        "notes": attempt.notes,
    }
    return replace(grade, overrides=(), standing="incomplete", **facts)
