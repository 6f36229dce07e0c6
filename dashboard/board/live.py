"""``/live``: what a batch does, and ``/live/events``: the same while it goes on."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import asdict

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from dashboard.board.addresses import piece
from dashboard.board.board import Board, name_of
from dashboard.board.heat import display
from dashboard.board.snapshot import Snapshot
from grader.classroom.gradebook.overview import Graded, Progress
from grader.locale import _

NEWEST = 20
EVERY = 1.0
"""Seconds between two looks at the gradebook."""
SILENCE = 15.0
"""Seconds after which a word is sent in any case, by which it shows that the browser has gone."""


def live(board: Board, request: Request) -> Response:
    """Show where the batch stands."""
    snapshot = board.shelf.snapshot()
    overview = board.shelf.book.overview
    return board.page(
        request,
        "live",
        snapshot,
        progress=overview.progress(),
        newest=[told(snapshot, one) for one in overview.newest(NEWEST)],
    )


async def events(board: Board, request: Request, ending: Callable[[], bool]) -> Response:
    """Send where the batch stands whenever that changes, until the browser goes."""
    del request
    stream = _stream(board, ending)
    return StreamingResponse(stream, media_type="text/event-stream")


async def _stream(board: Board, ending: Callable[[], bool]) -> AsyncIterator[str]:
    seen: object = None
    silent = 0.0
    while not ending():
        now = await run_in_threadpool(_look, board)
        if now != seen:
            seen, silent = now, 0.0
            yield f"event: progress\ndata: {await run_in_threadpool(_news, board, *now)}\n\n"
        elif silent >= SILENCE:
            silent = 0.0
            yield ": still here\n\n"
        # A large class takes a while to read: a batch beside it needs the machine more.
        pause = max(EVERY, 10 * board.shelf.seconds)
        for _step in range(round(pause / EVERY)):
            if not ending():
                await asyncio.sleep(EVERY)
        silent += pause


def _look(board: Board) -> tuple[str, Progress]:
    overview = board.shelf.book.overview
    return overview.version(), overview.progress()


def _news(board: Board, version: str, progress: Progress) -> str:
    snapshot = board.shelf.snapshot()
    newest = [told(snapshot, one) for one in board.shelf.book.overview.newest(NEWEST)]
    return json.dumps(
        {"version": version, **asdict(progress), "line": line(progress), "newest": newest}
    )


def line(progress: Progress) -> str:
    """Return where a batch stands, in one line."""
    words = _("{done} of {jobs} graded").format(done=progress.done, jobs=progress.jobs)
    if progress.failed:
        words += ", " + _("{n} could not be graded").format(n=progress.failed)
    if progress.running:
        words += ", " + _("{n} being graded now").format(n=progress.running)
    return words


def told(snapshot: Snapshot, one: Graded) -> dict[str, str]:
    """Return what is shown of a hand-in that was graded."""
    row = snapshot.rows.get(one.student)
    score = {
        "graded": str(one.score),
        "incomplete": _("waits for a person"),
        "error": _("could not grade"),
    }.get(one.status, one.status)
    return {
        "address": f"/students/{piece(one.student)}/{one.slug}",
        "student": display(row.student) if row else one.student,
        "challenge": name_of(int(one.slug[:2]), one.slug),
        "score": score,
        "when": one.when.astimezone().strftime("%H:%M:%S") if one.when else "",
    }
