"""While a batch runs: what changes is sent, and the stream ends with its reader or the server."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dashboard.board.app import application
from dashboard.board.board import Board
from dashboard.board.live import line
from dashboard.board.snapshot import Shelf
from grader.classroom.gradebook.book import Gradebook
from grader.classroom.gradebook.overview import Progress
from grader.classroom.model import Override

from .conftest import PORT, ask
from .invented import NOW, Invented

SCOPE = {
    "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET",
    "scheme": "http", "path": "/live/events", "raw_path": b"/live/events", "query_string": b"",
    "root_path": "", "client": ("127.0.0.1", 1), "server": ("127.0.0.1", PORT),
    "headers": [(b"host", f"127.0.0.1:{PORT}".encode())],
}  # fmt: skip


class Reader:
    """A browser that reads a stream and leaves when it has seen enough."""

    def __init__(self, enough: Callable[[list[dict[str, Any]]], bool]) -> None:
        self.news: list[dict[str, Any]] = []
        self._enough = enough
        self._left = asyncio.Event()

    async def receive(self) -> dict[str, Any]:
        await self._left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        for event in message.get("body", b"").decode().split("\n\n"):
            if "data: " in event:
                self.news.append(json.loads(event.partition("data: ")[2]))
        if self._enough(self.news):
            self._left.set()


def test_a_change_is_sent_and_the_stream_ends_when_its_reader_goes(few: Gradebook) -> None:
    given = Override("s001", "05_save_to_s3", "design", 3, "seen", "eva", NOW)

    def enough(news: list[dict[str, Any]]) -> bool:
        if len(news) == 1:
            few.override(given)
        return len(news) == 2

    async def read() -> list[dict[str, Any]]:
        reader = Reader(enough)
        app = application(board(few), port=PORT, language="en")
        await asyncio.wait_for(app(SCOPE, reader.receive, reader.send), 20)
        return reader.news

    first, second = asyncio.run(read())
    assert first["version"] != second["version"]
    assert first["done"] == second["done"] and "graded" in first["line"]
    assert first["newest"][0]["address"].startswith("/students/")


def test_the_stream_ends_when_the_server_is_to_stop(few: Gradebook) -> None:
    seen: list[dict[str, Any]] = []

    def enough(news: list[dict[str, Any]]) -> bool:
        seen[:] = news
        return False

    async def read() -> None:
        reader = Reader(enough)
        app = application(board(few), port=PORT, language="en", ending=lambda: bool(seen))
        await asyncio.wait_for(app(SCOPE, reader.receive, reader.send), 20)

    asyncio.run(read())
    assert len(seen) == 1


def test_what_was_graded_last_is_on_the_page(few: Gradebook) -> None:
    text = ask(few).get("/live").text
    assert text.count("<tr>") > 5
    assert line(few.overview.progress()) in text


def test_a_batch_in_one_line() -> None:
    assert line(Progress(9, 9, 0, 0)) == "9 of 9 graded"
    assert line(Progress(9, 4, 1, 2)) == (
        "4 of 9 graded, 1 could not be graded, 2 being graded now"
    )


def board(book: Gradebook) -> Board:
    return Board(Shelf(book, lambda: Invented(6).settings), Path("results"))
