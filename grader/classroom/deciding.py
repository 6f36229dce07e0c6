"""A person's decision about one criterion, fitted to the class and the course."""

from __future__ import annotations

from datetime import UTC, datetime

from grader.classroom.gradebook.book import Gradebook
from grader.classroom.model import Override
from grader.course import find
from grader.exits import WrongUsage
from grader.grade import chosen
from grader.locale import _


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
        raise WrongUsage(_("Say why; the student reads it."))
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
