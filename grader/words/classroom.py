"""The words of the commands for a whole class."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from grader.words.parser import command

if TYPE_CHECKING:
    import argparse

    from grader.words.parser import Commands

BATCH = """examples:
  python -m grader batch submissions/ --out results/
  python -m grader batch submissions/ --out results/ --challenges 2-5,8 --roster class.csv
  python -m grader batch submissions/ --out results/ --course course.toml
  python -m grader batch submissions/ --out results/ --regrade --challenges 5

A folder, a zip or a git repository per student, or what Moodle and Canvas give to download. What
was graded before is not graded again: the same command goes on where it was stopped, and tries
again what could not be graded.

exit codes: 0 every job graded, 2 some could not be, 64 wrong usage, 130 interrupted
"""
OVERRIDE = """examples:
  python -m grader override ana 8 design 10 --reason "looked at it" --out results/
  python -m grader override ana 8 design --withdraw --reason "wrong row" --out results/
  python -m grader override --list --out results/

What a person decided always wins, also over results that come later.
"""
RELEASE = """examples:
  python -m grader release ../course-2027 --students       without solutions and instructors' pages
  python -m grader release ../course-2027 --instructors    the whole
"""
EXPORT = """examples:
  python -m grader export csv --out results/
  python -m grader export moodle --out results/
  python -m grader export canvas --out results/ --template exported-from-canvas.csv
  python -m grader export html --out results/ --to pages/ --pseudonyms
"""
BOARD = """examples:
  python -m grader board results/                  look at the class on http://127.0.0.1:8600
  python -m grader board results/ --write --open   decide there, too

Only this machine can open it. It only reads, unless --write prints a link with a secret.
"""


def add_classroom(commands: Commands) -> None:
    """Add batch, override, export, board, forget and release."""
    batch = command(commands, "batch", "grade a whole class", BATCH)
    batch.add_argument("submissions", type=Path, metavar="SUBMISSIONS", help="a folder")
    _add_book(batch)
    batch.add_argument("--challenges", metavar="N", help="such as 2-5,8; course.toml or all else")
    batch.add_argument("--roster", type=Path, metavar="FILE", help="the class as CSV")
    batch.add_argument("--course", type=Path, metavar="FILE", help="course.toml, with its rules")
    batch.add_argument("--workers", type=_count, metavar="N", help="jobs at a time")
    batch.add_argument(
        "--regrade", action="store_true", help="grade again what was graded, and show what changes"
    )
    batch.add_argument(
        "--confirm", choices=("official",),
        help="deploy again with hashicorp/aws what Terraform refuses, before that costs points",
    )  # fmt: skip
    batch.add_argument(
        "--no-sandbox", action="store_true",
        help="without walls: only for work that you would run yourself",
    )  # fmt: skip
    batch.add_argument("--dask", metavar="ADDRESS", help="the scheduler of a Dask cluster")
    batch.add_argument("--terraform", default="bundled", metavar="PATH", help="terraform or tofu")
    batch.add_argument("--browser", metavar="PATH", help="the browser for pages")

    override = command(commands, "override", "give points by hand, with a reason", OVERRIDE)
    override.add_argument("student", nargs="?", metavar="STUDENT", help="id")
    override.add_argument("challenge", nargs="?", metavar="N", help="challenge")
    override.add_argument("criterion", nargs="?", metavar="CRITERION", help="its id")
    override.add_argument("points", nargs="?", type=int, metavar="POINTS", help="whole points")
    override.add_argument("--reason", metavar="TEXT", help="why; the student reads it")
    override.add_argument("--who", metavar="NAME", help="who decides; the user's name else")
    override.add_argument("--withdraw", action="store_true", help="let the grader's verdict count")
    override.add_argument("--list", action="store_true", help="every decision, oldest first")
    _add_book(override)

    export = command(commands, "export", "write the grades in a form that others read", EXPORT)
    export.add_argument("format", metavar="FORM", help="csv, json, html, canvas, moodle, …")
    _add_book(export)
    export.add_argument("--to", type=Path, metavar="DIR", help="where to; the --out folder else")
    export.add_argument("--course", type=Path, metavar="FILE", help="course.toml, if it changed")
    export.add_argument("--template", type=Path, metavar="FILE", help="a file to be filled in")
    export.add_argument(
        "--pseudonyms", action="store_true", help="in place of names, ids and addresses"
    )

    forget = command(
        commands, "forget", "delete all that the gradebook knows of a student",
        "example:\n  python -m grader forget ana --out results/\n",
    )  # fmt: skip
    forget.add_argument("student", metavar="STUDENT", help="id")
    _add_book(forget)

    release = command(commands, "release", "the course in a folder, to be handed out", RELEASE)
    release.add_argument("folder", type=Path, metavar="DIR", help="a new folder")
    edition = release.add_mutually_exclusive_group(required=True)
    edition.add_argument("--students", action="store_true", help="without the answers")
    edition.add_argument("--instructors", action="store_true", help="the whole")

    board = command(commands, "board", "look at the whole class in a browser", BOARD)
    board.add_argument("out", type=Path, metavar="OUT", help="the folder of the results")
    _add_gradebook(board)
    board.add_argument("--port", type=int, default=8600, metavar="PORT", help="8600 by default")
    writing = board.add_mutually_exclusive_group()
    writing.add_argument("--write", action="store_true", help="let points be given by hand")
    writing.add_argument("--token", metavar="T", help="--write, with a secret of your own")
    board.add_argument("--who", metavar="NAME", help="who decides; the user's name else")
    board.add_argument("--course", type=Path, metavar="FILE", help="course.toml, if it changed")
    board.add_argument("--open", action="store_true", help="open it in the browser at once")


def _add_book(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out", type=Path, required=True, metavar="OUT", help="the folder of the results"
    )
    _add_gradebook(parser)


def _add_gradebook(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--gradebook", metavar="URL", help="a database by SQLAlchemy's name; OUT's file else"
    )


def _count(text: str) -> int:
    from argparse import ArgumentTypeError

    if not text.isdecimal() or not 1 <= int(text) <= 256:
        raise ArgumentTypeError(f"{text!r} is no number of workers, such as 2")
    return int(text)
