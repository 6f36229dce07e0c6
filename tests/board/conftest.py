"""A board over a class of sixty, asked as a browser asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dashboard.board.app import application
from dashboard.board.board import Board
from dashboard.board.snapshot import Shelf
from dashboard.board.writing import Writing
from grader.classroom.gradebook.book import Gradebook
from grader.classroom.gradebook.opening import opened, url_of
from grader.classroom.settings import CourseSettings

from .invented import Invented

PORT = 8600
HERE = f"http://127.0.0.1:{PORT}"
TOKEN = "a-token-for-tests"

Ask = Callable[..., TestClient]


@pytest.fixture(scope="session")
def sixty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gradebook]:
    """A gradebook that nobody writes to."""
    book = Gradebook(opened(url_of(tmp_path_factory.mktemp("sixty"))))
    Invented().write(book)
    yield book
    book.close()


@pytest.fixture
def few(tmp_path: Path) -> Iterator[Gradebook]:
    """A small one of one's own."""
    book = Gradebook(opened(url_of(tmp_path)))
    Invented(6).write(book)
    yield book
    book.close()


def ask(
    book: Gradebook,
    settings: CourseSettings | None = None,
    *,
    writes: bool = False,
    language: str = "en",
) -> TestClient:
    """A browser before a board; with ``writes`` the board can be written to."""
    writing = Writing(TOKEN, PORT, "eva") if writes else None
    shelf = Shelf(book, lambda: settings or Invented().settings)
    app = application(Board(shelf, Path("results"), writing), port=PORT, language=language)
    return TestClient(app, base_url=HERE)


def let_in(book: Gradebook, settings: CourseSettings | None = None) -> TestClient:
    """A browser that opened the link with the token."""
    client = ask(book, settings, writes=True)
    assert client.get(f"/?token={TOKEN}").status_code == 200
    return client
