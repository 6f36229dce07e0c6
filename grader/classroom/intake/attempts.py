"""Several hand-ins of one student for one challenge: in order, where something tells it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from grader.locale import _
from grader.rubric import Finding


@dataclass(frozen=True)
class Attempt:
    """The work for one challenge as it came at one time."""

    slug: str
    folder: Path
    source: str
    submitted: datetime | None = None
    notes: tuple[Finding, ...] = ()
    order: tuple[int, ...] = ()
    """What its name tells of the order, comparable within one ``series``; empty for nothing."""
    series: str = ""


def in_order(
    student: str, attempts: Sequence[Attempt]
) -> tuple[tuple[Attempt, ...], Finding | None]:
    """Return a student's attempts at one challenge, oldest first.

    Where neither times nor names tell the order, only the last by name is returned, and the
    finding says so.
    """
    if len(attempts) < 2:
        return tuple(attempts), None
    times = [one.submitted for one in attempts]
    if None not in times and len(set(times)) == len(times):
        return tuple(sorted(attempts, key=lambda one: one.submitted or datetime.max)), None
    orders = {one.order for one in attempts}
    comparable = len({one.series for one in attempts}) == 1 and () not in orders
    if comparable and len(orders) == len(attempts):
        return tuple(sorted(attempts, key=lambda one: one.order)), None
    every = sorted(attempts, key=lambda one: one.source)
    return (every[-1],), twice(student, every[-1].source, [one.source for one in every[:-1]])


def twice(student: str, counts: str, others: Sequence[str]) -> Finding:
    """Return what is said of work that came twice, and not in a known order."""
    return Finding(
        _("{student} handed in twice, and nothing tells which is newer: {source} counts.").format(
            student=student, source=counts
        ),
        found=", ".join((*others, counts)),
        hint=_("Take away the one that is not to count."),
    )
