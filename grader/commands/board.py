"""``board OUT``: the class in the instructor's own browser."""

from __future__ import annotations

import argparse
import getpass
import socket
import sys
import webbrowser
from dataclasses import replace

from grader.classroom.gradebook.book import Gradebook
from grader.classroom.settings import CourseSettings
from grader.commands.book import book_at, rules
from grader.exits import FULL_MARKS, WrongUsage
from grader.locale import _

HOST = "127.0.0.1"
PATIENCE = 2
"""Seconds that open pages have to end when the board is stopped."""


def run(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl-C."""
    if arguments.gradebook is None and not arguments.out.is_dir():
        raise WrongUsage(
            _("There is no folder {path}. Make a gradebook in it: {command}").format(
                path=arguments.out,
                command=f"python -m grader batch SUBMISSIONS --out {arguments.out}",
            )
        )
    with book_at(arguments.out, arguments.gradebook, make=False) as book:
        listening = _listening(arguments)
        try:
            _serve(arguments, book, listening)
        finally:
            listening.close()
    return FULL_MARKS


def listening_at(port: int) -> socket.socket:
    """Return a socket bound on this machine only. Raises OSError, OverflowError."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform != "win32":  # there it would let two boards have one port
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
    except (OSError, OverflowError):
        listening.close()
        raise
    return listening


def _listening(arguments: argparse.Namespace) -> socket.socket:
    """Return where the board listens, bound before anything is read. Raises WrongUsage."""
    try:
        return listening_at(arguments.port)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise WrongUsage(
            _("Port {port} cannot be used: {reason}").format(port=arguments.port, reason=reason)
            + "\n"
            + _("Take another: {command}").format(
                command=f"python -m grader board {arguments.out} --port {_other(arguments.port)}"
            )
        ) from error


def _serve(arguments: argparse.Namespace, book: Gradebook, listening: socket.socket) -> None:
    import uvicorn

    from dashboard.board.app import application
    from dashboard.board.board import Board
    from dashboard.board.snapshot import Shelf
    from dashboard.board.writing import Writing

    port = listening.getsockname()[1]
    who = arguments.who or getpass.getuser()
    writing = None
    if arguments.token:
        writing = Writing(arguments.token, port, who)
    elif arguments.write:
        writing = Writing.drawn(port, who)
    shelf = Shelf(book, lambda: _rules(book, arguments))
    shelf.snapshot()  # so that mistakes are told here, and the first page comes at once
    board = Board(shelf, arguments.out, writing)
    server: uvicorn.Server
    app = application(board, port=port, language=arguments.lang, ending=lambda: server.should_exit)
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            lifespan="off",
            ws="none",
            http="h11",
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=PATIENCE,
        )
    )
    listening.listen()  # whoever follows the link at once waits for an answer, and gets it
    link = writing.link if writing else f"http://{HOST}:{port}/"
    sys.stderr.write(_told(link, writes=writing is not None) + "\n")
    if arguments.open:
        webbrowser.open(link)
    server.run(sockets=[listening])


def _rules(book: Gradebook, arguments: argparse.Namespace) -> CourseSettings:
    """Return the rules of the class, for the challenges that its batch was about."""
    settings = rules(book, arguments.course)
    noted = book.fact("challenges")
    if noted is None:
        return settings
    names = noted.split(",")
    return replace(
        settings, challenges=tuple(one for one in settings.challenges if one.slug in names)
    )


def _told(link: str, *, writes: bool) -> str:
    # The link ends its line: whoever marks it with the mouse takes no punctuation along.
    first = _("The board; who has this link can decide:") if writes else _("The board, read-only:")
    return f"{first} {link}\n" + _("Ctrl-C ends it.")


def _other(port: int) -> int:
    return port + 1 if 1023 < port < 65_535 else 8600
