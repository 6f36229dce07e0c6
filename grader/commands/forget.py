"""``forget STUDENT``: nothing of a student stays in the gradebook."""

from __future__ import annotations

import argparse
import sys

from grader.classroom.reports import Reports
from grader.commands.book import book_at
from grader.exits import FULL_MARKS, WrongUsage
from grader.locale import _


def run(arguments: argparse.Namespace) -> int:
    """Delete what is known of the student; return 0."""
    with book_at(arguments.out, arguments.gradebook, make=False) as book:
        Reports(arguments.out).forget(book.results_only_of(arguments.student))
        if not book.forget(arguments.student):
            raise WrongUsage(
                _("There is no student {id} in the gradebook.").format(id=arguments.student)
            )
    sys.stdout.write(
        _("Nothing of {id} is left in the gradebook. To write the results anew:").format(
            id=arguments.student
        )
        + f"\n  python -m grader export csv --out {arguments.out}\n"
        + f"  python -m grader export html --out {arguments.out}\n"
        + _("Their hand-ins, and pages written before, are files that you delete yourself.")
        + "\n"
    )
    return FULL_MARKS
