"""Where the class stands, read once for each change of the gradebook."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from grader.classroom.gradebook.book import Gradebook
from grader.classroom.model import Attempt, ClassResults, Grade, Row
from grader.classroom.settings import CourseSettings
from grader.classroom.standings import by_hand_in, standing
from grader.classroom.totals import Decided

FRESH = 60.0
"""Seconds after which a class is read again without a change: due times pass by themselves."""


@dataclass(frozen=True)
class Snapshot:
    """The class at one moment. The reports in it are outlines (gradebook.outlines)."""

    results: ClassResults
    attempts: Mapping[tuple[str, str], Sequence[Attempt]]
    version: str

    @cached_property
    def rows(self) -> Mapping[str, Row]:
        """Everybody's row, by id."""
        return {row.student.id: row for row in self.results.rows}

    def grade(self, student: str, slug: str) -> Grade | None:
        """Return one grade; None where there is no such student or challenge."""
        row = self.rows.get(student)
        grades = row.grades if row else ()
        return next((grade for grade in grades if grade.slug == slug), None)

    def attempts_of(self, grade: Grade) -> Sequence[Attempt]:
        """Return the attempts of whoever handed in what counts, oldest first."""
        return self.attempts.get((grade.by or grade.student, grade.slug), ())


def score_of(attempt: Attempt) -> int | None:
    """Return an attempt's points where every row is decided."""
    if attempt.report is None:
        return None
    decided = Decided(attempt.report)
    return decided.least if decided.standing == "graded" else None


class Shelf:
    """Keeps the newest snapshot. Several threads may ask for it at a time."""

    def __init__(self, book: Gradebook, rules: Callable[[], CourseSettings]) -> None:
        """``rules`` returns the rules of the class as they are at that moment."""
        self.book = book
        self.seconds = 0.0
        """How long the newest snapshot took to make."""
        self._rules = rules
        self._lock = threading.Lock()
        self._newest: Snapshot | None = None
        self._until = 0.0

    def snapshot(self) -> Snapshot:
        """Return the class as it stands."""
        with self._lock:
            version = self.book.overview.version()
            newest = self._newest
            if newest is None or newest.version != version or time.monotonic() > self._until:
                newest = self._newest = self._made(version)
                self._until = time.monotonic() + FRESH
            return newest

    def _made(self, version: str) -> Snapshot:
        begun = time.monotonic()
        attempts = by_hand_in(self.book.overview.outlines())
        results = standing(self.book, self._rules(), attempts)
        self.seconds = time.monotonic() - begun
        return Snapshot(results, attempts, version)
