"""The board as an application: addresses, what serves them, and what stands before them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from dashboard.board import items, lists, live, students, the_class
from dashboard.board.board import Board
from dashboard.board.deciding import decide
from dashboard.board.guard import Guard
from grader.locale import _

FOLDER = Path(__file__).resolve().parent.parent
Page = Callable[[Board, Request], Response]


def application(
    board: Board,
    *,
    port: int,
    language: str | None,
    ending: Callable[[], bool] = lambda: False,
) -> Guard:
    """Return the application. ``ending`` says whether the server is to stop."""

    def page(show: Page) -> Callable[[Request], Awaitable[Response]]:
        async def served(request: Request) -> Response:
            return await run_in_threadpool(show, board, request)

        return served

    async def first(request: Request) -> Response:
        token = request.query_params.get("token")
        if token is None:
            return await run_in_threadpool(the_class.the_class, board, request)
        return await run_in_threadpool(_let_in, board, request, token)

    student = "/students/{student}"
    report = student + "/{slug}"
    app = Starlette(
        routes=[
            Route("/", first),
            Route("/cells.json", page(the_class.cells)),
            Route(student, page(students.student)),
            Route(report, page(students.report)),
            Route(report + "/decide", partial(decide, board), methods=["POST"]),
            Route(report + "/pictures/{place:int}.png", page(students.picture)),
            Route("/challenges/{slug}", page(items.challenge)),
            Route("/queue", page(lists.queue)),
            Route("/stuck", page(lists.stuck)),
            Route("/late", page(lists.late)),
            Route("/live", page(live.live)),
            Route("/live/events", partial(live.events, board, ending=ending)),
            Mount("/static", StaticFiles(directory=FOLDER / "static")),
            Route("/report.css", _report_style),
        ],
        exception_handlers={404: partial(_missing, board), 405: partial(_missing, board)},
    )
    return Guard(app, port, language, writes=board.writing is not None)


def _let_in(board: Board, request: Request, token: str) -> Response:
    if board.writing is None or not board.writing.opens(token):
        return board.message(
            request, _("This link does not open the board"),
            _("It is of another run, or the board was started without --write."), status=403,
        )  # fmt: skip
    response = RedirectResponse("/", 303)
    board.writing.let_in(response)
    return response


async def _missing(board: Board, request: Request, error: Exception) -> Response:
    del error
    return await run_in_threadpool(board.missing, request)


async def _report_style(request: Request) -> Response:
    del request
    text = (FOLDER / "templates" / "report.css").read_text(encoding="utf-8")
    return Response(text, media_type="text/css")
