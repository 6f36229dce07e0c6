"""``history N``: my attempts, and what changed from one to the next."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime

from grader import attempts
from grader.commands.kept import kept_attempts
from grader.course import find
from grader.exits import FULL_MARKS
from grader.locale import _


def run(arguments: argparse.Namespace) -> int:
    """Print the attempts at one challenge, oldest first."""
    challenge = find(arguments.challenge)
    mine = kept_attempts().get(challenge.slug, ())
    if not mine:
        sys.stdout.write(
            _("No attempt at {slug} yet. Make one: python -m grader check {number}").format(
                slug=challenge.slug, number=challenge.number
            )
            + "\n"
        )
        return FULL_MARKS
    before = None
    for number, attempt in enumerate(mine, start=1):
        when = datetime.fromisoformat(attempt.when).astimezone()
        score = "?" if attempt.score is None else str(attempt.score)
        changed = ", ".join(
            f"{criterion} {points:+d}"
            for criterion, points in attempts.changes(before, attempt).items()
        )
        same = "" if before is None else _("as before")
        sys.stdout.write(
            f"{number:>3}  {when:%Y-%m-%d %H:%M}  {score:>3}/{attempt.max_score}"
            f"  {changed or same}\n"
        )
        before = attempt
    return FULL_MARKS
