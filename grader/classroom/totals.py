"""Where a whole class stands: which attempt counts, what a person decided, what lateness cost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any

from grader.classroom.late import effective_due, is_over, lateness
from grader.classroom.model import (
    Attempt,
    ClassResults,
    Grade,
    Lateness,
    Override,
    Row,
    Standing,
    Student,
)
from grader.classroom.settings import ChallengeSettings, CourseSettings

UNDECIDED = frozenset({"for_person", "not_judged", "error"})
MOST = 100
"""Points of a challenge of which there is no report to say so."""
Attempts = Mapping[tuple[str, str], Sequence[Attempt]]
"""By student and challenge (id, slug)."""


@dataclass(frozen=True)
class Decided:
    """A report's document together with what a person decided about it."""

    document: Mapping[str, Any]
    overrides: tuple[Override, ...] = ()

    @cached_property
    def given(self) -> Mapping[str, int]:
        """The points that a person gave, by criterion; the latest counts."""
        return {override.criterion: override.points for override in self.overrides}

    @property
    def standing(self) -> Standing:
        """ "graded" when every row is decided, by the grader or by a person."""
        return self._weighed[0]

    @property
    def least(self) -> int:
        """The points that are earned whatever becomes of what is undecided."""
        return self._weighed[1]

    @property
    def most(self) -> int:
        """The points if everything undecided were earned."""
        return self._weighed[2]

    @cached_property
    def _weighed(self) -> tuple[Standing, int, int]:
        """Standing, least and most points, in one pass: a class has tens of thousands of rows."""
        given = self.given
        least = hoped = 0
        left: set[str] = set()
        failed = False
        for row in self.document["criteria"]:
            status, points = row["status"], self.points(row)
            failed = failed or status == "error"
            least += points
            if row["id"] not in given:
                left.add(status)
                if status in UNDECIDED:
                    hoped += row["max_points"] - points
        unsaid = self.document["errors"] and left and not failed
        standing: Standing = "graded" if UNDECIDED.isdisjoint(left) else "incomplete"
        return "error" if "error" in left or unsaid else standing, least, least + hoped

    def points(self, row: Mapping[str, Any]) -> int:
        """Return the points of one criterion."""
        points: int = self.given.get(row["id"], row["points"])
        most: int = row["max_points"]
        return max(0, min(points, most))


def class_results(
    settings: CourseSettings,
    students: Sequence[Student],
    attempts: Attempts,
    overrides: Iterable[Override],
    now: datetime,
    engine: str,
) -> ClassResults:
    """Return where everybody stands at ``now`` (aware).

    What could not be graded, or waits for a person, has no points; nor has a total that it is
    part of. What is missing has 0 once its due time is over.
    """
    decided: dict[tuple[str, str], list[Override]] = {}
    for override in sorted(overrides, key=lambda one: one.when):
        decided.setdefault((override.student, override.slug), []).append(override)
    standing = _Class(settings, students, attempts, decided, now)
    weights = {one.slug: one.weight for one in settings.challenges}
    whole = sum(weights.values()) or Decimal(1)
    rows = []
    for student in students:
        grades = tuple(standing.grade(student, challenge) for challenge in settings.challenges)
        rows.append(Row(student, grades, total(grades, weights)))
    return ClassResults(
        title=settings.title,
        challenges=tuple((one.number, one.slug, one.title) for one in settings.challenges),
        weights={slug: weight / whole for slug, weight in weights.items()},
        rows=tuple(rows),
        engine=engine,
        made=now,
    )


def total(grades: Iterable[Grade], weights: Mapping[str, Decimal]) -> Decimal | None:
    """Return the weighted points of 100, to the hundredth; None while one that counts is open,
    and where none counts."""
    earned = Decimal(0)
    for grade in grades:
        weight = weights[grade.slug]
        if weight and grade.final is None:
            return None
        earned += weight * (grade.final or 0) * 100 / grade.max_score
    whole = sum(weights.values())
    return None if not whole else (earned / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)


@dataclass(frozen=True)
class _Class:
    settings: CourseSettings
    students: Sequence[Student]
    attempts: Attempts
    overrides: Mapping[tuple[str, str], Sequence[Override]]
    now: datetime

    @cached_property
    def _mates(self) -> Mapping[str, tuple[str, ...]]:
        groups: dict[str, list[str]] = {}
        for student in self.students:
            if self.settings.groups and student.group:
                groups.setdefault(student.group, []).append(student.id)
        return {name: tuple(ids) for name, ids in groups.items()}

    def grade(self, student: Student, challenge: ChallengeSettings) -> Grade:
        mates = self._mates.get(student.group, (student.id,))
        every = [a for mate in mates for a in self.attempts.get((mate, challenge.slug), ())]
        every.sort(key=lambda a: a.number)
        if len(mates) > 1:  # what came at an unknown moment was there before
            every.sort(key=lambda a: (a.submitted is not None, a.submitted or self.now))
        if not every:
            return self._missing(student, challenge)
        candidates = [
            self._candidate(student, challenge, one, place, len(every))
            for place, one in enumerate(every, start=1)
        ]
        return _best(candidates) if self.settings.attempt == "best" else candidates[-1].grade

    def _missing(self, student: Student, challenge: ChallengeSettings) -> Grade:
        over = is_over(self.now, challenge.due, challenge.late, student.extension)
        grade = Grade(
            student.id, challenge.number, challenge.slug, challenge.title, "missing",
            final=Decimal(0) if over else None, due=_due(student, challenge),
        )  # fmt: skip
        return _by_hand(grade, self.overrides.get((student.id, challenge.slug), ()))

    def _candidate(
        self, student: Student, challenge: ChallengeSettings, one: Attempt, place: int, of: int
    ) -> _Candidate:
        overrides = self._given((one.student, student.id), challenge.slug)
        decided = None
        standing: Standing = "error" if one.failure else "waiting"
        if one.refusal is not None:
            standing = "refused"
        elif one.report is not None:
            decided = Decided(one.report, overrides)
            standing = decided.standing
        most = MOST if decided is None else decided.document["max_score"]
        hope = most if decided is None else decided.most
        late = Lateness()
        if one.refusal is None:
            late = self._late(one.submitted, student, challenge, hope, most)
        raw = decided.least if decided is not None and standing == "graded" else None
        grade = Grade(
            student=student.id,
            challenge=challenge.number,
            slug=challenge.slug,
            title=challenge.title,
            standing=standing,
            max_score=most,
            raw=raw,
            late=late,
            final=None if raw is None else hope - late.deducted,
            due=_due(student, challenge),
            submitted=one.submitted,
            graded=one.graded,
            attempt=place,
            attempts=of,
            overrides=overrides,
            report=one.report,
            refusal=one.refusal,
            failure=one.failure,
            notes=one.notes,
            by=one.student if one.student != student.id else "",
        )
        if one.refusal is not None:
            refused = _by_hand(grade, overrides)
            return _Candidate(refused, refused.final or Decimal(0))
        return _Candidate(grade, hope - late.deducted)

    def _given(self, who: Sequence[str], slug: str) -> tuple[Override, ...]:
        if not self.overrides:
            return ()
        return tuple(o for one in dict.fromkeys(who) for o in self.overrides.get((one, slug), ()))

    def _late(
        self,
        submitted: datetime | None,
        student: Student,
        challenge: ChallengeSettings,
        points: int,
        of: int,
    ) -> Lateness:
        return lateness(submitted, challenge.due, challenge.late, student.extension, points, of=of)


@dataclass(frozen=True)
class _Candidate:
    """The grade that an attempt gives, and the most points that it may come to."""

    grade: Grade
    hope: Decimal


def _by_hand(grade: Grade, overrides: Sequence[Override]) -> Grade:
    """Return what a person gave for work that the grader never saw; the rest of it earns none."""
    if not overrides:
        return grade
    points = sum({override.criterion: override.points for override in overrides}.values())
    raw = min(points, grade.max_score)
    return replace(
        grade, standing="graded", raw=raw, final=Decimal(raw), overrides=tuple(overrides)
    )


def _best(candidates: Sequence[_Candidate]) -> Grade:
    """Return the grade with most points; an open one stands as long as it may come to more."""
    decided = [one for one in candidates if one.grade.final is not None]
    best = max(decided, key=_merit, default=None)
    least = best.hope if best else Decimal(-1)
    hopeful = [one for one in candidates if one.grade.final is None and one.hope > least]
    return (hopeful[-1] if hopeful else best or candidates[-1]).grade


def _merit(one: _Candidate) -> tuple[Decimal, timedelta, int]:
    return one.hope, -one.grade.late.by, one.grade.attempt


def _due(student: Student, challenge: ChallengeSettings) -> datetime | None:
    return None if challenge.due is None else effective_due(challenge.due, student.extension)
