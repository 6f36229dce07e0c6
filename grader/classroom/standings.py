"""From the gradebook to where everybody stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from grader import __version__
from grader.classroom.gradebook.book import Gradebook
from grader.classroom.model import Attempt, ClassResults
from grader.classroom.settings import CourseSettings
from grader.classroom.totals import Attempts, class_results
from grader.course import Challenge


def results_of(
    book: Gradebook, settings: CourseSettings, challenges: Sequence[Challenge]
) -> ClassResults:
    """Return the grades of everybody in the gradebook, as they stand now.

    Of what counts in the course, only ``challenges`` are looked at.
    """
    asked = {challenge.slug for challenge in challenges}
    counting = tuple(one for one in settings.challenges if one.slug in asked)
    rules = replace(settings, challenges=counting)
    return standing(book, rules, by_hand_in(book.attempts()))


def by_hand_in(attempts: Iterable[Attempt]) -> dict[tuple[str, str], list[Attempt]]:
    """Return attempts by student and challenge."""
    found: dict[tuple[str, str], list[Attempt]] = {}
    for attempt in attempts:
        found.setdefault((attempt.student, attempt.slug), []).append(attempt)
    return found


def standing(book: Gradebook, settings: CourseSettings, attempts: Attempts) -> ClassResults:
    """Return the grades of everybody in the gradebook for ``attempts``, as they stand now."""
    return class_results(
        settings,
        book.students(),
        attempts,
        book.overrides(),
        datetime.now(UTC),
        __version__,
    )
