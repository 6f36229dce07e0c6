"""One batch: a folder of submissions becomes entries of the gradebook, each graded once."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from grader.classroom.gradebook.book import Gradebook, Replaced
from grader.classroom.gradebook.owner import Owner
from grader.classroom.job import Job, Outcome
from grader.classroom.model import Collected, Student
from grader.classroom.pool import Done, in_fair_order, performed
from grader.classroom.settings import CourseSettings
from grader.classroom.taking import distinct, entries
from grader.course import Challenge

INTAKE = "intake"
"""Where archives are unpacked, below the batch's own folder."""


class Watcher(Protocol):
    """Who is told how a batch goes on."""

    def taking(self, number: int, all: int) -> None:
        """So many hand-ins were read."""

    def begun(self, jobs: int, cached: int) -> None:
        """So many jobs are to be done, so many results were there already."""

    def ended(self, done: Done, replaced: Replaced) -> None:
        """A job was done."""

    def tick(self) -> None:
        """Time has passed."""


@dataclass(frozen=True)
class Plan:
    """What a batch is about."""

    submissions: Path
    challenges: Sequence[Challenge]
    settings: CourseSettings
    roster: Sequence[Student] = ()
    regrade: bool = False
    """Whether what was graded already is graded again."""
    confirmed: bool = False
    """Whether what Terraform refuses is tried with the official provider before it costs points."""


@dataclass
class Summary:
    """How a batch went."""

    collected: Collected
    jobs: int = 0
    cached: int = 0
    elsewhere: int = 0
    """Jobs that another batch on the same gradebook is doing."""
    failed: list[Done] = field(default_factory=list)
    incomplete: int = 0
    changed: list[tuple[Done, Replaced]] = field(default_factory=list)


def run(
    plan: Plan,
    book: Gradebook,
    collect: Callable[[Path], Collected],
    perform: Callable[[Job], Outcome],
    executor: Executor,
    workers: int,
    watcher: Watcher,
    folder: Path,
    keep: Callable[[Job, Outcome], None] = lambda _job, _outcome: None,
) -> Summary:
    """Collect, enter, grade and keep; return how it went.

    ``folder`` is the batch's own: archives are unpacked in it and removed again. ``keep`` is told
    each result before the gradebook is. Every result is in the gradebook before the next is looked
    at, so that whatever ends this process loses no more than the jobs in flight.
    """
    owner = Owner.here()
    for other in frozenset(book.claims().values()):
        if Owner.read(other).is_gone:
            book.release(other)
    with ExitStack() as ending:
        into = folder / INTAKE
        into.mkdir(mode=0o700)
        ending.callback(shutil.rmtree, into, ignore_errors=True)
        collected = collect(into)
        summary = Summary(collected)
        book.enrol(collected.students)
        jobs = distinct(_entered(plan, book, collected, watcher))
        done = frozenset() if plan.regrade else book.known(job.key for job in jobs)
        pages = frozenset(c.slug for c in plan.challenges if c.opens_page)
        waiting = in_fair_order((job for job in jobs if job.key not in done), pages)
        summary.jobs, summary.cached = len(waiting), len(done)
        watcher.begun(len(waiting), len(done))
        ending.callback(book.release, str(owner))

        def may_start(job: Job) -> bool:
            mine = book.claim(job.key, str(owner))
            summary.elsewhere += not mine
            return mine

        for one in performed(
            waiting, perform, executor, workers, may_start=may_start, tick=watcher.tick
        ):
            keep(one.job, one.outcome)
            replaced = book.keep(one.job, one.outcome)
            _count(summary, one, replaced)
            watcher.ended(one, replaced)
    return summary


def _entered(plan: Plan, book: Gradebook, collected: Collected, watcher: Watcher) -> Iterator[Job]:
    by_slug = {challenge.slug: challenge for challenge in plan.challenges}
    every = len(collected.hand_ins)
    found = list(
        entries(
            collected, by_slug, plan.settings,
            confirmed=plan.confirmed, progress=lambda n: watcher.taking(n, every),
        )
    )  # fmt: skip
    book.enter(entry.taken for entry in found)
    yield from (entry.job for entry in found if entry.job is not None)


def _count(summary: Summary, done: Done, replaced: Replaced) -> None:
    report = done.outcome.report
    if report is None or report["status"] == "error":
        summary.failed.append(done)
    elif report["status"] == "incomplete":
        summary.incomplete += 1
    before = replaced.before
    if before is not None and report is not None and before["score"] != report["score"]:
        summary.changed.append((done, replaced))
