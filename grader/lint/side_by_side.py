"""Runs cases side by side, as many as there are cores and memory for."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed

from grader.cases import Case
from grader.lint.trials import Outcome, Trials

MEMORY = 600_000_000
"""Bytes that one grading may take, all its processes together; 350 MB were measured."""


def at_once() -> int:
    """How many gradings this machine can bear at a time."""
    import psutil

    affinity = getattr(os, "sched_getaffinity", None)
    cores = len(affinity(0)) if affinity else os.cpu_count() or 1
    return max(1, min(cores, psutil.virtual_memory().available // MEMORY))


def outcomes(trials: Trials, cases: Sequence[Case]) -> Iterator[Outcome]:
    """Yield how each case ended, as they end; what still runs is stopped with the iteration."""
    # A thread only waits for its process, which does the work.
    pool = ThreadPoolExecutor(max_workers=at_once())
    try:
        for done in as_completed([pool.submit(trials.run, case) for case in cases]):
            yield done.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        trials.stop()
        pool.shutdown()
