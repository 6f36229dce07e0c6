"""Runs jobs side by side: short ones first, never more waiting than there are hands for."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass

from grader.classroom.job import Job, Outcome

MEMORY_OF_A_JOB = 700 * 1024 * 1024
"""Bytes that a job takes at its peak, all its processes together, with room to spare."""
AHEAD = 2
"""Jobs that are handed over for each worker: one is done, one is ready to be."""
_LOOK_EVERY = 0.5


@dataclass(frozen=True)
class Done:
    """A job and how it ended."""

    job: Job
    outcome: Outcome


def workers_here() -> int:
    """Return how many jobs this machine does well at a time, by its cores and its memory."""
    import psutil

    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    by_memory = psutil.virtual_memory().available // MEMORY_OF_A_JOB
    return max(1, min(cores or 1, int(by_memory)))


def in_fair_order(jobs: Iterable[Job], pages: frozenset[str]) -> list[Job]:
    """Return jobs in the order in which they are done: by challenge, those with pages last."""
    return sorted(jobs, key=lambda job: (job.slug in pages, job.challenge))


def performed(
    jobs: Iterable[Job],
    perform: Callable[[Job], Outcome],
    executor: Executor,
    workers: int,
    *,
    may_start: Callable[[Job], bool] = lambda _job: True,
    tick: Callable[[], None] = lambda: None,
) -> Iterator[Done]:
    """Yield each job as it is done; one that failed through a fault of ours is tried once more.

    ``may_start`` is asked before a job is handed over, and leaves it out. ``tick`` is called now
    and then while jobs run.
    """
    waiting = deque(jobs)
    again: deque[Job] = deque()
    running: dict[Future[Outcome], tuple[Job, bool]] = {}
    while waiting or again or running:
        while (waiting or again) and len(running) < AHEAD * workers:
            first = bool(waiting)
            job = (waiting if first else again).popleft()
            if not first or may_start(job):
                running[executor.submit(perform, job)] = (job, first)
        finished, _rest = wait(running, timeout=_LOOK_EVERY, return_when=FIRST_COMPLETED)
        tick()
        for future in finished:
            job, first = running.pop(future)
            outcome = _outcome(future)
            if first and not outcome.is_final:
                again.append(job)
            else:
                yield Done(job, outcome)


def _outcome(future: Future[Outcome]) -> Outcome:
    """Return what a job came to; what its worker died of is a failure of ours like any other."""
    try:
        return future.result()
    except Exception as error:  # a worker of any kind of executor: its end is not the batch's
        return Outcome(None, f"its worker failed: {type(error).__name__}: {error}")
