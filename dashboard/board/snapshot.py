"""Where the class stands, read once for each change of the gradebook."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property

from grader import __version__
from grader.classroom.gradebook.book import Gradebook
from grader.classroom.gradebook.overview import Entry, outlined
from grader.classroom.model import Attempt, ClassResults, Grade, Override, Row, Student
from grader.classroom.settings import CourseSettings
from grader.classroom.standings import by_hand_in
from grader.classroom.totals import Decided, class_results

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


def is_to_come(grade: Grade) -> bool:
    """Whether nothing was handed in, and there is still time."""
    return grade.standing == "missing" and grade.final is None


def score_of(attempt: Attempt) -> int | None:
    """Return an attempt's points where every row is decided."""
    if attempt.report is None:
        return None
    decided = Decided(attempt.report)
    return decided.least if decided.standing == "graded" else None


@dataclass(frozen=True)
class Person:
    """All that one student's row is made from, to be compared with what there is later."""

    student: Student
    entries: tuple[Entry, ...]
    overrides: tuple[Override, ...]


@dataclass(frozen=True)
class Reading:
    """A snapshot with what it was made from."""

    snapshot: Snapshot
    settings: CourseSettings
    people: Mapping[str, Person]

    def stands(self, person: Person, settings: CourseSettings) -> bool:
        """Whether a student's row is still right: nothing of theirs changed, and no due time can
        have passed. In a group it hangs on others, too."""
        id = person.student.id
        row = self.snapshot.rows.get(id)
        return (
            row is not None
            and settings == self.settings
            and not settings.groups
            and self.people.get(id) == person
            and not any(is_to_come(grade) for grade in row.grades)
        )


class Shelf:
    """Keeps the newest snapshot. Several threads may ask for it at a time."""

    def __init__(self, book: Gradebook, rules: Callable[[], CourseSettings]) -> None:
        """``rules`` returns the rules of the class as they are at that moment."""
        self.book = book
        self.seconds = 0.0
        """How long the newest snapshot took to make."""
        self._rules = rules
        self._lock = threading.Lock()
        self._newest: Reading | None = None
        self._until = 0.0

    def snapshot(self) -> Snapshot:
        """Return the class as it stands."""
        with self._lock:
            version = self.book.overview.version()
            newest = self._newest
            if (
                newest is None
                or newest.snapshot.version != version
                or time.monotonic() > self._until
            ):
                begun = time.monotonic()
                newest = self._newest = self._read(version, newest)
                self.seconds = time.monotonic() - begun
                self._until = time.monotonic() + FRESH
            return newest.snapshot

    def _read(self, version: str, before: Reading | None) -> Reading:
        """Read the gradebook; only the rows of those who changed are made anew."""
        settings = self._rules()
        people = self._people()
        kept: set[str] = set()
        if before is not None:
            kept = {id for id, person in people.items() if before.stands(person, settings)}
        attempts: dict[tuple[str, str], Sequence[Attempt]] = dict(
            by_hand_in(
                outlined(entry)
                for id, person in people.items()
                if id not in kept
                for entry in person.entries
            )
        )
        made = class_results(
            settings,
            [person.student for id, person in people.items() if id not in kept],
            attempts,
            [one for id, person in people.items() if id not in kept for one in person.overrides],
            datetime.now(UTC),
            __version__,
        )
        rows = {row.student.id: row for row in made.rows}
        if before is not None:
            old = before.snapshot
            rows |= {id: old.rows[id] for id in kept}
            attempts |= {of: one for of, one in old.attempts.items() if of[0] in kept}
        results = replace(made, rows=tuple(rows[id] for id in people))
        return Reading(Snapshot(results, attempts, version), settings, people)

    def _people(self) -> Mapping[str, Person]:
        entries: dict[str, list[Entry]] = {}
        for entry in self.book.overview.entries():
            entries.setdefault(entry[0], []).append(entry)
        overrides: dict[str, list[Override]] = {}
        for one in self.book.overrides():
            overrides.setdefault(one.student, []).append(one)
        return {
            student.id: Person(
                student,
                tuple(entries.get(student.id, ())),
                tuple(overrides.get(student.id, ())),
            )
            for student in self.book.students()
        }
