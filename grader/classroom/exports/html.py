"""Pages: one of each student, to be given to them, and an index of all for the instructor.

Our own form. Each page needs nothing but itself, prints, and holds no e-mail; a student's page
names nobody else and leads to no other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.classroom.exports.cells import file_name
from grader.classroom.exports.words import points_text, report_of, standing_text, why_open
from grader.classroom.late import number, spoken_time
from grader.classroom.model import ClassResults, Grade, Row
from grader.locale import _, ngettext
from grader.report.html import Segment, page
from grader.report.model import Criterion, Report
from grader.report.text import points_were_lost, repetition

STEPS = 3
"""Criteria of one challenge that are named as what to do next, those that cost most first."""


@dataclass(frozen=True)
class Card:
    """One challenge on a student's page."""

    grade: Grade
    report: Report | None
    name: str
    status: str
    """The status that a criterion would have, did it stand for the challenge."""
    standing: str
    points: str
    deducted: str
    final: str
    why: str
    facts: tuple[str, ...]
    unfolded: bool
    repetition: str


@dataclass(frozen=True)
class Step:
    """Something for the student to do next."""

    slug: str
    challenge: str
    what: str
    how: str = ""


def export(results: ClassResults) -> Iterator[tuple[str, str]]:
    """Yield index.html and students/student.html."""
    yield "index.html", _index(results)
    for row in results.rows:
        yield f"students/{file_name(row.student.id)}.html", _student(results, row)


def _student(results: ClassResults, row: Row) -> str:
    cards = [_card(grade) for grade in row.grades]
    segments = tuple(_segments(results, cards))
    return page(
        "student.html",
        title=results.title,
        name=row.student.name or row.student.id,
        total=None if row.total is None else number(row.total),
        total_in_words=_total_in_words(row),
        segments=segments,
        width=sum(segment.width for segment in segments) or 1,
        cards=cards,
        steps=[step for card in cards for step in _steps(card)],
        engine=results.engine,
        made=spoken_time(results.made),
    )


def _card(grade: Grade) -> Card:
    report = report_of(grade)
    return Card(
        grade=grade,
        report=report,
        name=f"{grade.challenge} · {grade.slug.partition('_')[2]}",
        status=_status(grade),
        standing=standing_text(grade),
        points="?" if grade.final is None else points_text(grade),
        deducted=f"−{number(grade.late.deducted)}" if grade.late.deducted else "0",
        final="" if grade.final is None else number(grade.final),
        why=why_open(grade) if grade.refusal is None else "",
        facts=tuple(_facts(grade)),
        unfolded=report is not None and points_were_lost(report),
        repetition=repetition(report) if report is not None else "",
    )


def _status(grade: Grade) -> str:
    if grade.final is None:
        return "not_run" if grade.standing in {"missing", "waiting"} else "error"
    if grade.final == grade.max_score:
        return "passed"
    return "partial" if grade.final else "failed"


def _facts(grade: Grade) -> Iterator[str]:
    if grade.due is not None:
        yield _("due {when}").format(when=spoken_time(grade.due))
    if grade.submitted is not None:
        local = grade.submitted.astimezone(grade.due.tzinfo) if grade.due else grade.submitted
        yield _("handed in {when}").format(when=spoken_time(local))
    if grade.by:
        yield _("handed in by another one of the group")
    if grade.attempts > 1:
        yield _("attempt {number} of {all} counts").format(number=grade.attempt, all=grade.attempts)


def _segments(results: ClassResults, cards: Sequence[Card]) -> Iterator[Segment]:
    start = 0
    for card in cards:
        grade = card.grade
        width = round(results.weights[grade.slug] * 10_000)
        earned = round(width * (grade.final or 0) / grade.max_score)
        yield Segment(start, width, earned, card.status)
        start += width


def _total_in_words(row: Row) -> str:
    if row.total is not None:
        return _("{points} of 100 points").format(points=number(row.total))
    left = sum(grade.final is None for grade in row.grades)
    return ngettext(
        "{n} challenge has no points yet, so there is no total.",
        "{n} challenges have no points yet, so there is no total.",
        left,
    ).format(n=left)


def _steps(card: Card) -> Iterator[Step]:
    grade = card.grade
    if grade.final is None and grade.standing == "refused" and grade.refusal is not None:
        yield Step(grade.slug, card.name, grade.refusal.message, grade.refusal.hint or "")
    elif grade.final is None and grade.standing == "missing":
        what = (
            _("hand it in by {when}.").format(when=spoken_time(grade.due))
            if grade.due is not None
            else _("hand it in.")
        )
        yield Step(grade.slug, card.name, what)
    elif card.report is not None and card.report.rejection is not None:
        rejection = card.report.rejection
        yield Step(grade.slug, card.name, rejection.message, rejection.hint or "")
    elif card.report is not None:
        lost = [row for row in card.report.criteria if row.status in {"failed", "partial"}]
        lost.sort(key=lambda row: row.points - row.max_points)
        yield from (_regain(card, row) for row in lost[:STEPS])


def _regain(card: Card, row: Criterion) -> Step:
    what = _("{title}: {points} more points").format(
        title=row.title.rstrip("."), points=row.max_points - row.points
    )
    hint = next((f.hint or f.message for f in reversed(row.findings)), "")
    return Step(card.grade.slug, card.name, what, hint)


@dataclass(frozen=True)
class Line:
    """One student in the index."""

    page: str
    name: str
    section: str
    cells: tuple[Cell, ...]
    total: str


@dataclass(frozen=True)
class Cell:
    """One grade in the index."""

    status: str
    text: str


@dataclass(frozen=True)
class Open:
    """A grade that the instructor has to look after."""

    page: str
    name: str
    challenge: str
    standing: str
    why: str


def _index(results: ClassResults) -> str:
    lines = [_line(row) for row in results.rows]
    totals = [row.total for row in results.rows if row.total is not None]
    summary = _("{done} of {all} students have a total.").format(done=len(totals), all=len(lines))
    if totals:
        mean = sum(totals) / len(totals)
        summary += " " + _("Their mean is {mean} points.").format(mean=f"{mean:.1f}")
    return page(
        "class.html",
        title=results.title,
        summary=summary,
        challenges=results.challenges,
        lines=lines,
        open=[one for row in results.rows for one in _open(row)],
        engine=results.engine,
        made=spoken_time(results.made),
    )


def _line(row: Row) -> Line:
    return Line(
        _address(row),
        _name(row),
        row.student.section,
        tuple(
            Cell(_status(g), standing_text(g) if g.final is None else number(g.final))
            for g in row.grades
        ),
        "" if row.total is None else number(row.total),
    )


def _open(row: Row) -> Iterator[Open]:
    for grade in row.grades:
        if grade.standing in {"incomplete", "error", "refused"}:
            challenge = f"{grade.challenge} · {grade.slug.partition('_')[2]}"
            standing = standing_text(grade)
            yield Open(_address(row), _name(row), challenge, standing, _reason(grade))


def _reason(grade: Grade) -> str:
    """Return the first reason that a report gives for what is open, else why it is."""
    if grade.report is not None:
        for found in grade.report["errors"]:
            return str(found["message"])
    return why_open(grade)


def _address(row: Row) -> str:
    return f"students/{file_name(row.student.id)}.html"


def _name(row: Row) -> str:
    return f"{row.student.name} ({row.student.id})" if row.student.name else row.student.id
