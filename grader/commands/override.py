"""``override STUDENT N CRITERION POINTS --reason …``: a person's decision, which always wins."""

from __future__ import annotations

import argparse
import getpass
import sys

from grader.classroom.deciding import decision
from grader.classroom.gradebook.book import Gradebook
from grader.classroom.model import Override
from grader.commands.book import book_at
from grader.exits import FULL_MARKS, WrongUsage
from grader.locale import _


def run(arguments: argparse.Namespace) -> int:
    """Enter the decision, or show all of them; return 0."""
    with book_at(arguments.out, arguments.gradebook, make=False) as book:
        if arguments.list:
            return _show(book)
        given = _read(arguments, book)
        book.override(given, withdrawn=arguments.withdraw)
    sys.stdout.write(_line(given, withdrawn=arguments.withdraw) + "\n")
    sys.stderr.write(
        _("To write the grades anew: {command}").format(
            command=f"python -m grader export csv --out {arguments.out}"
        )
        + "\n"
    )
    return FULL_MARKS


def _read(arguments: argparse.Namespace, book: Gradebook) -> Override:
    words = (arguments.student, arguments.challenge, arguments.criterion)
    if None in words or (arguments.points is None and not arguments.withdraw):
        raise WrongUsage(
            _("Name all four: {command}").format(
                command="python -m grader override STUDENT N CRITERION POINTS --reason TEXT"
            )
        )
    return decision(
        book,
        *words,
        points=arguments.points or 0,
        reason=arguments.reason or "",
        who=arguments.who or getpass.getuser(),
    )


def _show(book: Gradebook) -> int:
    for given, withdrawn in book.override_history():
        sys.stdout.write(_line(given, withdrawn=withdrawn) + "\n")
    return FULL_MARKS


def _line(given: Override, *, withdrawn: bool) -> str:
    when = given.when.strftime("%Y-%m-%d %H:%M UTC")
    points = _("withdrawn") if withdrawn else _("{n} points").format(n=given.points)
    place = f"{given.student} {given.slug} {given.criterion}"
    return f"{when}  {given.who}  {place}: {points} ({given.reason})"
