"""``override STUDENT N CRITERION POINTS --reason …``: a person's decision, which always wins."""

from __future__ import annotations

import argparse
import getpass
import sys
from datetime import UTC, datetime

from grader.classroom.gradebook.book import Gradebook
from grader.classroom.model import Override
from grader.commands.batch import book_at
from grader.course import find
from grader.exits import FULL_MARKS, WrongUsage
from grader.grade import chosen
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


def decision(
    book: Gradebook,
    student: str,
    challenge: str,
    criterion: str,
    *,
    points: int,
    reason: str,
    who: str,
) -> Override:
    """Return a decision that fits the class and the course. Raises WrongUsage."""
    if not reason.strip():
        raise WrongUsage(_("Say why: --reason TEXT. The student reads it."))
    ids = [one.id for one in book.students()]
    if student not in ids:
        raise WrongUsage(
            _("There is no student {id} in the gradebook; there are {ids}.").format(
                id=student, ids=", ".join(ids[:8]) + (", …" if len(ids) > 8 else "")
            )
        )
    found = find(challenge)
    (check,) = [one for one in chosen(found, (criterion,)) if one.id == criterion]
    if not 0 <= points <= check.points:
        raise WrongUsage(
            _("{criterion} has {max} points; {points} cannot be given.").format(
                criterion=criterion, max=check.points, points=points
            )
        )
    return Override(student, found.slug, criterion, points, reason, who, datetime.now(UTC))


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
