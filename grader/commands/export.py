"""``export FORM --out OUT``: the grades in a form that others read."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from grader.classroom.gradebook.book import Gradebook
from grader.classroom.model import ClassResults
from grader.classroom.standings import results_of
from grader.commands.book import book_at, rules
from grader.course import challenges
from grader.exits import FULL_MARKS, WrongUsage
from grader.locale import _


def run(arguments: argparse.Namespace) -> int:
    """Write the grades as they stand now; return 0."""
    from grader.classroom.exports.formats import FORMATS, write

    if arguments.format not in FORMATS:
        raise WrongUsage(
            _("There is no form {name}; there are {names}.").format(
                name=arguments.format, names=", ".join(FORMATS)
            )
        )
    with book_at(arguments.out, arguments.gradebook, make=False) as book:
        results = standing(book, arguments.course)
        if arguments.pseudonyms:
            from grader.classroom.exports import pseudonyms

            results = pseudonyms(results, book.secret())
    to: Path = arguments.to or arguments.out
    try:
        to.mkdir(parents=True, exist_ok=True)
        written = write(arguments.format, results, to, template=arguments.template)
    except OSError as error:
        raise WrongUsage(
            _("{path} cannot be written: {reason}").format(path=to, reason=error.strerror)
        ) from error
    for path in written[:3]:
        sys.stdout.write(_("Written: {path}").format(path=path) + "\n")
    if len(written) > 3:
        sys.stdout.write("  " + _("and {n} more").format(n=len(written) - 3) + "\n")
    return FULL_MARKS


def standing(book: Gradebook, course_file: Path | None = None) -> ClassResults:
    """Return the class as it stands, by the rules of ``course_file``, else its batch's."""
    names = (book.fact("challenges") or "").split(",")
    asked = [challenge for challenge in challenges() if challenge.slug in names]
    return results_of(book, rules(book, course_file), asked)
