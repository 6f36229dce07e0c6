"""The gradebook: who handed in what, what became of it, and what a person decided."""

from __future__ import annotations

import json
import secrets
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from grader.classroom.decisions import Decisions
from grader.classroom.gradebook import tables as t
from grader.classroom.gradebook.outlines import summary
from grader.classroom.gradebook.overview import Overview
from grader.classroom.gradebook.records import (
    finding_from,
    finding_text,
    findings_from,
    findings_text,
    moment,
    student_from,
    student_text,
    text_of,
)
from grader.classroom.job import Job, Outcome
from grader.classroom.model import Attempt, Override, Student
from grader.rubric import Finding

CLAIM_SECONDS = 900.0
"""How long a job is left to who claimed it, before it counts as lost."""


@dataclass(frozen=True)
class Taken:
    """One hand-in as it is entered: its files' hash and its job, or why it was refused."""

    student: str
    slug: str
    submission: str
    source: str
    submitted: datetime | None
    key: str | None
    refusal: Finding | None = None
    notes: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Replaced:
    """A result before and after it was graded again."""

    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


class Gradebook:
    """Everything that a batch writes and a board reads. Each write is one transaction."""

    def __init__(self, engine: Engine, decisions: Decisions | None = None) -> None:
        """``engine`` comes from `opening.opened`; ``decisions`` keeps a copy of overrides."""
        self._engine = engine
        self._decisions = decisions

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @property
    def overview(self) -> Overview:
        """What there is to see without opening reports."""
        return Overview(self._engine)

    # Facts about the class

    def note(self, name: str, value: str) -> None:
        """Keep a fact, such as the text of course.toml, under its name."""
        with self._engine.begin() as connection:
            connection.execute(delete(t.facts).where(t.facts.c.name == name))
            connection.execute(insert(t.facts).values(name=name, value=value))

    def fact(self, name: str) -> str | None:
        """Return what was noted under ``name``."""
        with self._engine.connect() as connection:
            return connection.execute(
                select(t.facts.c.value).where(t.facts.c.name == name)
            ).scalar()

    def secret(self) -> str:
        """Return this gradebook's own secret, by which pseudonyms are made; drawn once."""
        found = self.fact("secret")
        if found is None:
            found = secrets.token_hex(32)
            self.note("secret", found)
        return found

    def enrol(self, students: Sequence[Student]) -> None:
        """Enter the students, in their order; who is known already is brought up to date."""
        with self._engine.begin() as connection:
            _touch(connection)
            known = {row.id for row in connection.execute(select(t.students.c.id))}
            for place, student in enumerate(students):
                values = {"place": place, "document": student_text(student)}
                if student.id in known:
                    connection.execute(
                        update(t.students).where(t.students.c.id == student.id).values(values)
                    )
                else:
                    connection.execute(insert(t.students).values(id=student.id, **values))

    def students(self) -> tuple[Student, ...]:
        """Return everybody, in order."""
        query = select(t.students.c.document).order_by(t.students.c.place, t.students.c.id)
        with self._engine.connect() as connection:
            return tuple(student_from(row.document) for row in connection.execute(query))

    # Attempts

    def enter(self, taken: Iterable[Taken]) -> None:
        """Enter hand-ins; one whose files are those of an attempt that is there is no new one."""
        with self._engine.begin() as connection:
            _touch(connection)
            for one in taken:
                self._enter(connection, one)

    def _enter(self, connection: Connection, one: Taken) -> None:
        mine = (t.attempts.c.student == one.student) & (t.attempts.c.slug == one.slug)
        values = {
            "source": one.source,
            "key": one.key,
            "refusal": None if one.refusal is None else finding_text(one.refusal),
            "notes": findings_text(one.notes),
        }
        same = connection.execute(
            select(t.attempts.c.id, t.attempts.c.submitted).where(
                mine & (t.attempts.c.submission == one.submission)
            )
        ).first()
        if same is not None:
            if same.submitted is None and one.submitted is not None:
                values["submitted"] = text_of(one.submitted)
            connection.execute(update(t.attempts).where(t.attempts.c.id == same.id).values(values))
            return
        last = connection.execute(select(func.max(t.attempts.c.number)).where(mine)).scalar()
        connection.execute(
            insert(t.attempts).values(
                student=one.student,
                slug=one.slug,
                number=(last or 0) + 1,
                submission=one.submission,
                submitted=text_of(one.submitted),
                **values,
            )
        )

    def attempts(self) -> Iterator[Attempt]:
        """Yield every attempt with its report, where there is one."""
        query = (
            select(t.attempts, t.results.c.document, t.results.c.graded, t.results.c.failure)
            .select_from(t.attempts.outerjoin(t.results, t.attempts.c.key == t.results.c.key))
            .order_by(t.attempts.c.student, t.attempts.c.slug, t.attempts.c.number)
        )
        with self._engine.connect() as connection:
            for row in connection.execute(query):
                yield Attempt(
                    student=row.student,
                    slug=row.slug,
                    number=row.number,
                    submitted=moment(row.submitted),
                    graded=moment(row.graded),
                    report=_document(row.document),
                    refusal=None if row.refusal is None else finding_from(row.refusal),
                    notes=findings_from(row.notes),
                    failure=row.failure or "",
                )

    # Results

    def known(self, keys: Iterable[str]) -> frozenset[str]:
        """Return those of the jobs whose result is final."""
        final = (t.results.c.status != "error") & t.results.c.document.is_not(None)
        with self._engine.connect() as connection:
            done = {row.key for row in connection.execute(select(t.results.c.key).where(final))}
        return frozenset(done & set(keys))

    def result(self, key: str) -> Mapping[str, Any] | None:
        """Return the report of a job."""
        with self._engine.connect() as connection:
            return _document(
                connection.execute(
                    select(t.results.c.document).where(t.results.c.key == key)
                ).scalar()
            )

    def keep(self, job: Job, outcome: Outcome, graded: datetime | None = None) -> Replaced:
        """Enter how a job ended, just now or when it was ``graded``.

        What was there before is kept beside it.
        """
        now = text_of(graded or datetime.now(UTC))
        report = outcome.report
        values = {
            "slug": job.slug,
            "submission": job.submission,
            "engine": job.engine,
            "seed": job.seed,
            "status": "error" if report is None else report["status"],
            "failure": outcome.failure,
            **summary(report),
            "document": None if report is None else _packed(report),
            "seconds": outcome.seconds,
            "graded": now,
        }
        with self._engine.begin() as connection:
            _touch(connection)
            here = t.results.c.key == job.key
            old = connection.execute(select(t.results).where(here)).first()
            if old is None:
                connection.execute(insert(t.results).values(key=job.key, **values))
            else:
                connection.execute(
                    insert(t.replaced).values(
                        key=job.key, document=old.document, graded=old.graded, replaced=now
                    )
                )
                connection.execute(update(t.results).where(here).values(values))
            connection.execute(delete(t.claims).where(t.claims.c.key == job.key))
        return Replaced(None if old is None else _document(old.document), report)

    # Claims

    def claim(self, key: str, owner: str) -> bool:
        """Whether ``owner`` may do a job now: nobody else is at it."""
        now = time.time()
        with self._engine.begin() as connection:
            connection.execute(
                delete(t.claims).where(
                    (t.claims.c.key == key)
                    & ((t.claims.c.until < now) | (t.claims.c.owner == owner))
                )
            )
        try:
            with self._engine.begin() as connection:
                connection.execute(
                    insert(t.claims).values(key=key, owner=owner, until=now + CLAIM_SECONDS)
                )
        except IntegrityError:
            return False
        return True

    def claims(self) -> dict[str, str]:
        """Return who is at which job."""
        with self._engine.connect() as connection:
            found = connection.execute(select(t.claims.c.key, t.claims.c.owner)).all()
        return {row.key: row.owner for row in found}

    def release(self, owner: str) -> None:
        """Give back whatever ``owner`` claimed and did not do."""
        with self._engine.begin() as connection:
            connection.execute(delete(t.claims).where(t.claims.c.owner == owner))

    # Overrides

    def override(self, given: Override, *, withdrawn: bool = False) -> None:
        """Add a person's decision, or the withdrawal of one. Raises OSError."""
        if self._decisions is not None:
            self._decisions.keep(given, withdrawn=withdrawn)
        with self._engine.begin() as connection:
            _touch(connection)
            connection.execute(
                insert(t.overrides).values(
                    student=given.student,
                    slug=given.slug,
                    criterion=given.criterion,
                    points=None if withdrawn else given.points,
                    reason=given.reason,
                    who=given.who,
                    given=text_of(given.when),
                )
            )

    def override_history(self) -> tuple[tuple[Override, bool], ...]:
        """Return every decision, oldest first, and whether it is a withdrawal."""
        with self._engine.connect() as connection:
            found = connection.execute(select(t.overrides).order_by(t.overrides.c.id)).all()
        return tuple(
            (
                Override(
                    row.student, row.slug, row.criterion, row.points or 0, row.reason, row.who,
                    moment(row.given) or datetime.fromtimestamp(0, UTC),
                ),
                row.points is None,
            )
            for row in found
        )  # fmt: skip

    def overrides(self) -> tuple[Override, ...]:
        """Return the decisions that count: the newest of each criterion, unless withdrawn."""
        newest = {
            (one.student, one.slug, one.criterion): (one, withdrawn)
            for one, withdrawn in self.override_history()
        }
        return tuple(one for one, withdrawn in newest.values() if not withdrawn)

    def results_only_of(self, student: str) -> set[str]:
        """Return the keys of results that nobody else shares with the student."""
        with self._engine.connect() as connection:
            return _only_of(student, connection)

    def forget(self, student: str) -> bool:
        """Delete a student with all that was handed in and decided; whether there was one.

        Raises OSError.
        """
        if self._decisions is not None:
            self._decisions.forget(student)
        with self._engine.begin() as connection:
            _touch(connection)
            keys = _only_of(student, connection)
            for table in (t.results, t.replaced):
                for key in keys:
                    connection.execute(delete(table).where(table.c.key == key))
            connection.execute(delete(t.attempts).where(t.attempts.c.student == student))
            connection.execute(delete(t.overrides).where(t.overrides.c.student == student))
            gone = connection.execute(delete(t.students).where(t.students.c.id == student))
        return gone.rowcount > 0


def _touch(connection: Connection) -> None:
    """Tell whoever looks on that something changes."""
    here = t.facts.c.name == t.CHANGED
    connection.execute(update(t.facts).where(here).values(value=secrets.token_hex(8)))


def _only_of(student: str, connection: Connection) -> set[str]:
    found = connection.execute(select(t.attempts.c.key, t.attempts.c.student)).all()
    shared = {row.key for row in found if row.student != student}
    return {row.key for row in found if row.student == student and row.key} - shared


def _packed(report: Mapping[str, Any]) -> bytes:
    return zlib.compress(json.dumps(report, ensure_ascii=False).encode("utf-8", "replace"), 6)


def _document(packed: bytes | None) -> Mapping[str, Any] | None:
    if packed is None:
        return None
    document: Mapping[str, Any] = json.loads(zlib.decompress(packed))
    return document
