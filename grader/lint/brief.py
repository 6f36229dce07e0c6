"""README.md, the brief: whether it promises what checks.py judges."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from grader.course import Challenge
from grader.lint import criteria
from grader.lint.defect import Defect
from grader.lint.subject import Subject, text_of
from grader.rubric import Check

NAME = "README.md"
_ROW = re.compile(r"^\|\s*(?P<title>[^|]*[^|\s])\s*\|\s*(?P<points>\d+)\s*\|\s*$")
_NEAR = 0.6


@dataclass(frozen=True)
class Row:
    """A row of the table of criteria."""

    line: int
    title: str
    points: int


def defects(subject: Subject, challenge: Challenge) -> Iterator[Defect]:
    """Criteria that the brief has not, has otherwise, or has too many."""
    path = subject.folder / NAME
    if not path.is_file():
        hint = "Write the brief: what is taught, what to build, the success criteria."
        yield subject.defect(path, None, "The challenge has no brief.", hint)
        return
    table = rows(text_of(path))
    places = criteria.lines(challenge)
    titles = {one.title: one for one in table}
    for check in challenge.checks:
        row = titles.get(check.title)
        if row is None:
            line, message = _otherwise(check, table, challenge.checks)
            place = f"{subject.said(subject.folder / criteria.NAME)}:{places.get(check.id, 1)}"
            wanted = f"| {check.title} | {check.points} |"
            yield subject.defect(path, line, message, f"Write {wanted}, as {place} says.")
        elif row.points != check.points:
            message = f"The brief gives {row.points} points for “{row.title}”"
            message += f", checks.py gives {check.points} (`{check.id}`)."
            yield subject.defect(path, row.line, message, "Make the two equal.")
    known = {check.title for check in challenge.checks}
    for row in table:
        if row.title not in known and not _is_meant(row, challenge.checks, titles):
            message = f"Nothing judges “{row.title}”, {row.points} points."
            yield subject.defect(path, row.line, message, "Take the row away, or add a check.")


def rows(text: str) -> tuple[Row, ...]:
    """The rows of all tables that end in a number of points."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if match := _ROW.match(line):
            found.append(Row(number, match["title"], int(match["points"])))
    return tuple(found)


def _otherwise(
    check: Check, table: tuple[Row, ...], checks: tuple[Check, ...]
) -> tuple[int | None, str]:
    taken = {one.title for one in checks}
    free = {row.title: row for row in table if row.title not in taken}
    near = difflib.get_close_matches(check.title, free, 1, cutoff=_NEAR)
    if not near:
        return None, f"The brief has no row for `{check.id}`: “{check.title}”"
    return free[near[0]].line, f"The brief words `{check.id}` otherwise: “{near[0]}”"


def _is_meant(row: Row, checks: tuple[Check, ...], titles: dict[str, Row]) -> bool:
    """Whether a row is a criterion's in other words, which is said of the criterion."""
    lacking = [check.title for check in checks if check.title not in titles]
    return bool(difflib.get_close_matches(row.title, lacking, 1, cutoff=_NEAR))
