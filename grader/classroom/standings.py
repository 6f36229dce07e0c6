"""From the gradebook to where everybody stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from grader import __version__
from grader.classroom.gradebook.book import Gradebook
from grader.classroom.model import Attempt, ClassResults
from grader.classroom.settings import CourseSettings
from grader.classroom.totals import class_results
from grader.course import Challenge


def results_of(
    book: Gradebook, settings: CourseSettings, challenges: Sequence[Challenge]
) -> ClassResults:
    """Return the grades of everybody in the gradebook, as they stand now.

    Of what counts in the course, only ``challenges`` are looked at.
    """
    asked = {challenge.slug for challenge in challenges}
    counting = tuple(one for one in settings.challenges if one.slug in asked)
    attempts: dict[tuple[str, str], list[Attempt]] = {}
    for attempt in book.attempts():
        attempts.setdefault((attempt.student, attempt.slug), []).append(attempt)
    return class_results(
        replace(settings, challenges=counting),
        book.students(),
        attempts,
        book.overrides(),
        datetime.now(UTC),
        __version__,
    )
