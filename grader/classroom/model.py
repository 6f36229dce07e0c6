"""The words of a class: students, what they handed in, and where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from grader.rubric import Finding

Standing = Literal["graded", "incomplete", "error", "refused", "missing", "waiting"]
"""How a student stands in a challenge.

"graded"; "incomplete" when a row waits for a person; "error" when the grader failed; "refused"
when what was handed in could not be taken; "missing" when nothing was; "waiting" while it is
still to be graded. Only a graded challenge, and a missing one after its due time, has points.
"""


@dataclass(frozen=True)
class Student:
    """One person of the class. ``id`` names them everywhere; it is the folder's name without a
    roster."""

    id: str
    name: str = ""
    email: str = ""
    section: str = ""
    group: str = ""
    extension: datetime | timedelta | None = None
    """A due time of their own (aware), or time on top of every due time."""
    repository: str = ""
    """Path of a git repository that holds their work, where they hand in that way."""
    folder: str = ""
    """The name under which their work lay in the folder of submissions; "" while there is none."""


@dataclass(frozen=True)
class HandIn:
    """What one student handed in for one challenge, as plain files in ``folder``."""

    student: str
    slug: str
    folder: Path
    source: str
    """Where it came from, relative to the folder of submissions: "ana.zip/05_save_to_s3"."""
    submitted: datetime | None = None
    """When it was handed in (aware), where that is known; what a student's machine said it was."""
    notes: tuple[Finding, ...] = ()
    """What the instructor should know of how it came; it takes no points."""


@dataclass(frozen=True)
class Refused:
    """Something handed in that could not be taken; the finding says why and what to do."""

    student: str
    source: str
    finding: Finding
    slug: str | None = None
    """The challenge; None when it concerns all that the student handed in."""


@dataclass(frozen=True)
class Collected:
    """A folder of submissions, looked through. Nothing in it is silently left out."""

    students: tuple[Student, ...]
    """Everybody: the roster's students in its order, then those that are only in the folder."""
    hand_ins: tuple[HandIn, ...]
    refused: tuple[Refused, ...] = ()
    unknown: tuple[str, ...] = ()
    """Students with work who are not on the roster (empty without a roster)."""
    doubled: tuple[Finding, ...] = ()
    """Work that came twice; says which one counts."""
    missing: tuple[str, ...] = ()
    """Students of the roster without any work."""
    ignored: tuple[str, ...] = ()
    """Entries of the folder that are nobody's work, such as a stray file."""


@dataclass(frozen=True)
class Attempt:
    """One hand-in and what became of it: a report, a refusal, or nothing yet."""

    student: str
    slug: str
    number: int
    """The student's attempts at the challenge are counted from 1."""
    submitted: datetime | None = None
    """When it was handed in (aware), where that is known."""
    graded: datetime | None = None
    report: Mapping[str, Any] | None = None
    """The report as its JSON document (groundtrack/report/v1)."""
    refusal: Finding | None = None
    failure: str = ""
    """Why there is no report, where the grader failed."""
    notes: tuple[Finding, ...] = ()
    """What the instructor should know of how it came."""


@dataclass(frozen=True)
class Override:
    """Points that a person gave to one criterion of one student; they always win."""

    student: str
    slug: str
    criterion: str
    points: int
    reason: str
    who: str
    when: datetime


@dataclass(frozen=True)
class Lateness:
    """What a late policy made of one hand-in."""

    by: timedelta = timedelta(0)
    """How late it came after due time, extension and grace; zero when in time."""
    deducted: Decimal = Decimal(0)
    """Points (of 100) taken off."""
    rule: str = ""
    """The rule that was applied, as a sentence for the student; "" when none touched them."""


@dataclass(frozen=True)
class Grade:
    """Where one student stands in one challenge: raw, late, final, and the report behind it."""

    student: str
    challenge: int
    slug: str
    title: str
    standing: Standing
    max_score: int = 100
    raw: int | None = None
    """Points of the report with overrides; None unless graded."""
    late: Lateness = field(default_factory=Lateness)
    final: Decimal | None = None
    """``raw`` less what was deducted; 0 for a challenge that is missing after its due time."""
    due: datetime | None = None
    submitted: datetime | None = None
    graded: datetime | None = None
    attempt: int = 0
    """Which of the attempts counts, from 1; 0 without one."""
    attempts: int = 0
    overrides: tuple[Override, ...] = ()
    report: Mapping[str, Any] | None = None
    """The report as its JSON document (groundtrack/report/v1), overrides not applied."""
    refusal: Finding | None = None
    failure: str = ""
    """Why it could not be graded, where there is no report to say so."""
    notes: tuple[Finding, ...] = ()
    """What the instructor should know of how it came."""
    by: str = ""
    """The student who handed it in, where that is another one of the group."""


@dataclass(frozen=True)
class Row:
    """One student with all their grades, in the order of the challenges."""

    student: Student
    grades: tuple[Grade, ...]
    total: Decimal | None
    """Weighted points of 100; None while any grade is undecided."""


@dataclass(frozen=True)
class ClassResults:
    """Everything that is exported or shown of a class."""

    title: str
    challenges: tuple[tuple[int, str, str], ...]
    """Number, slug and title of each challenge that counts."""
    weights: Mapping[str, Decimal]
    """Share of each challenge in the total, by slug; they add up to 1."""
    rows: tuple[Row, ...]
    engine: str
    made: datetime
