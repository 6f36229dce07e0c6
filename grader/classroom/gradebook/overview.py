"""What there is to see of a class without opening a single report."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, case, func, select

from grader.classroom.gradebook import tables as t
from grader.classroom.gradebook.outlines import outline
from grader.classroom.gradebook.records import finding_from, findings_from, moment
from grader.classroom.model import Attempt

_OF_ATTEMPTS = ("student", "slug", "number", "submitted", "key", "refusal", "notes")

Entry = tuple[Any, ...]
"""An attempt as it stands in the tables; begins with its student."""


@dataclass(frozen=True)
class Progress:
    """How far the jobs of all hand-ins are."""

    jobs: int
    done: int
    """Those with a report."""
    failed: int
    """Those that could not be graded, with a report that says so or without one."""
    running: int


@dataclass(frozen=True)
class Graded:
    """A hand-in that was graded."""

    student: str
    slug: str
    status: str
    score: int | None
    when: datetime | None


class Overview:
    """A gradebook for onlookers: every query is cheap, and none writes."""

    def __init__(self, engine: Engine) -> None:
        """``engine`` is the gradebook's."""
        self._engine = engine

    def entries(self) -> list[Entry]:
        """Return every attempt with what is kept beside its report, as it stands in the tables."""
        of = t.results.c
        query = (
            select(
                *(t.attempts.c[name] for name in _OF_ATTEMPTS),
                of.graded, of.failure, of.status, of.max_score, of.criteria,
            )
            .select_from(t.attempts.outerjoin(t.results, t.attempts.c.key == of.key))
            .order_by(t.attempts.c.student, t.attempts.c.slug, t.attempts.c.number)
        )  # fmt: skip
        with self._engine.connect() as connection:
            return [tuple(row) for row in connection.execute(query)]

    def first_findings(self, slug: str) -> dict[str, Mapping[str, str]]:
        """Return for each job of a challenge the first finding's message by criterion."""
        query = select(t.results.c.key, t.results.c.findings).where(t.results.c.slug == slug)
        with self._engine.connect() as connection:
            found = connection.execute(query).all()
        return {row.key: json.loads(row.findings) for row in found if row.findings}

    def version(self) -> str:
        """Return a word that is another one after anything was written; cheap to ask for."""
        with self._engine.connect() as connection:
            return (
                connection.execute(
                    select(t.facts.c.value).where(t.facts.c.name == t.CHANGED)
                ).scalar()
                or ""
            )

    def progress(self) -> Progress:
        """Return how far the jobs of all hand-ins are."""
        of = t.results.c
        jobs = select(t.attempts.c.key).where(t.attempts.c.key.is_not(None)).distinct().subquery()
        results = select(
            func.count(jobs.c.key),
            func.count(of.criteria),
            func.sum(case((of.status == "error", 1), else_=0)),
        ).select_from(jobs.outerjoin(t.results, jobs.c.key == of.key))
        running = select(func.count()).select_from(t.claims).where(t.claims.c.until > time.time())
        with self._engine.connect() as connection:
            every, reported, failed = connection.execute(results).one()
            return Progress(
                jobs=every,
                done=reported,
                failed=failed or 0,
                running=connection.execute(running).scalar() or 0,
            )

    def newest(self, number: int) -> tuple[Graded, ...]:
        """Return the hand-ins that were graded last, newest first."""
        of = t.results.c
        query = (
            select(t.attempts.c.student, t.attempts.c.slug, of.status, of.score, of.graded)
            .select_from(t.attempts.join(t.results, t.attempts.c.key == of.key))
            .order_by(of.graded.desc())
            .limit(number)
        )
        with self._engine.connect() as connection:
            return tuple(
                Graded(student, slug, status, score, moment(graded))
                for student, slug, status, score, graded in connection.execute(query)
            )


def outlined(entry: Entry) -> Attempt:
    """Return the attempt that an entry describes."""
    student, slug, number, submitted, key, refusal, notes, *rest = entry
    graded, failure, status, max_score, criteria = rest
    return Attempt(
        student=student,
        slug=slug,
        number=number,
        submitted=moment(submitted),
        graded=moment(graded),
        report=None if criteria is None else outline(key, slug, status, max_score, criteria),
        refusal=None if refusal is None else finding_from(refusal),
        notes=() if notes == "[]" else findings_from(notes),
        failure=failure or "",
    )
