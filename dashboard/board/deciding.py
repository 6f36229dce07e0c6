"""Deciding by a form: points for a criterion, with a reason, or a decision withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dashboard.board.board import Board
from dashboard.board.students import gaps, show_report
from dashboard.board.writing import Refused
from grader.classroom.model import Grade, Override
from grader.locale import _

WHOLE = 4
"""Digits of a number of points at most."""
REASON = 2000
"""Characters of a reason at most."""


class Unfit(ValueError):
    """The decision does not fit; the message says why."""


async def decide(board: Board, request: Request) -> Response:
    """Enter a decision and lead back to where it was made."""
    if board.writing is None:
        return await run_in_threadpool(
            board.message, request, _("This board only reads"),
            _("It was started without the right to write."), status=403,
            next_step=_("Start it with --write, or use the command override."),
        )  # fmt: skip
    try:
        fields = await board.writing.form(request)
    except Refused as refusal:
        return await run_in_threadpool(
            board.message, request, _("Nothing was entered"), str(refusal), status=403
        )
    return await run_in_threadpool(_entered, board, request, fields)


def _entered(board: Board, request: Request, fields: Mapping[str, str]) -> Response:
    assert board.writing is not None
    snapshot = board.shelf.snapshot()
    found = board.grade(request, snapshot)
    if found is None:
        return board.missing(request)
    _row, grade = found
    withdrawn = fields.get("withdraw") == "yes"
    try:
        given = decision(grade, fields, board.writing.who, withdrawn=withdrawn)
    except Unfit as problem:
        return show_report(board, request, problem=str(problem), given=fields, status=422)
    board.shelf.book.override(given, withdrawn=withdrawn)
    said = "withdrawn" if withdrawn else "given"
    back = request.url.path.removesuffix("/decide")
    if fields.get("back") == "queue":
        return RedirectResponse(f"/queue?said={said}", 303)
    return RedirectResponse(f"{back}?said={said}#{given.criterion}", 303)


def decision(grade: Grade, fields: Mapping[str, str], who: str, *, withdrawn: bool) -> Override:
    """Return the decision that a form holds. Raises Unfit."""
    criterion = fields.get("criterion", "")
    most = _maxima(grade).get(criterion)
    if most is None and not withdrawn:
        raise Unfit(_("There is no criterion {id} here.").format(id=criterion))
    reason = fields.get("reason", "").strip()
    if not reason:
        raise Unfit(_("Say why; the student reads it."))
    if len(reason) > REASON:
        raise Unfit(_("A reason has {n} characters at most.").format(n=REASON))
    text = fields.get("points", "").strip()
    if withdrawn:
        text = "0"
    if not (text.isascii() and text.isdecimal() and len(text) <= WHOLE):
        raise Unfit(_("{text} is no whole number of points.").format(text=repr(text)))
    if most is not None and int(text) > most:
        raise Unfit(
            _("{criterion} has {max} points; {points} cannot be given.").format(
                criterion=criterion, max=most, points=text
            )
        )
    return Override(grade.student, grade.slug, criterion, int(text), reason, who, datetime.now(UTC))


def _maxima(grade: Grade) -> dict[str, int]:
    if grade.report is not None:
        return {row["id"]: row["max_points"] for row in grade.report["criteria"]}
    return {one.id: one.most for one in gaps(grade.slug)}
