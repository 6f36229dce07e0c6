"""Jobs side by side: order, second tries, and what a worker's death does."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from grader.classroom.job import Job, Outcome
from grader.classroom.pool import AHEAD, in_fair_order, performed

from .jobs import graded, job


def test_pages_come_last_and_challenges_in_their_order() -> None:
    jobs = [job("a", "08_tracker_dashboard"), job("b", "05_save_to_s3"), job("c", "02_s3_bucket")]
    ordered = in_fair_order(jobs, frozenset({"08_tracker_dashboard"}))
    assert [one.challenge for one in ordered] == [2, 5, 8]


def test_every_job_is_done_once() -> None:
    jobs = [job(str(n)) for n in range(20)]
    with ThreadPoolExecutor(3) as pool:
        done = list(performed(jobs, graded, pool, 3))
    assert {one.job.submission for one in done} == {one.submission for one in jobs}
    assert len(done) == 20


def test_what_failed_through_our_fault_is_tried_once_more_at_the_end() -> None:
    tried: list[str] = []

    def perform(one: Job) -> Outcome:
        tried.append(one.submission[7])
        return graded(one) if tried.count("a") > 1 or one.submission[7] != "a" else Outcome(None)

    with ThreadPoolExecutor(1) as pool:
        done = list(performed([job("a"), job("b")], perform, pool, 1))
    assert tried == ["a", "b", "a"]
    assert all(one.outcome.is_final for one in done)


def test_what_fails_twice_is_listed_and_the_rest_goes_on() -> None:
    def perform(one: Job) -> Outcome:
        if one.submission[7] == "a":
            raise MemoryError("no room")
        return graded(one)

    with ThreadPoolExecutor(2) as pool:
        done = {d.job.submission[7]: d.outcome for d in
                performed([job("a"), job("b")], perform, pool, 2)}  # fmt: skip
    assert "no room" in done["a"].failure and done["b"].report is not None


def test_a_hung_job_holds_nobody_else() -> None:
    release = threading.Event()

    def perform(one: Job) -> Outcome:
        if one.submission[7] == "0":
            release.wait(30)
        return graded(one)

    with ThreadPoolExecutor(2) as pool:
        order = []
        for one in performed([job(str(n)) for n in range(9)], perform, pool, 2):
            order.append(one.job.submission[7])
            if len(order) == 8:
                release.set()
    assert order[-1] == "0"


def test_no_more_jobs_wait_than_there_are_hands_for() -> None:
    asked: list[Job] = []
    done = 0
    with ThreadPoolExecutor(1) as pool:
        for _one in performed(
            [job(str(n)) for n in range(30)], graded, pool, 1,
            may_start=lambda one: asked.append(one) is None,
        ):  # fmt: skip
            done += 1
            assert len(asked) <= done + AHEAD


def test_a_job_that_may_not_start_is_left_out() -> None:
    with ThreadPoolExecutor(1) as pool:
        done = list(performed([job("a"), job("b")], graded, pool, 1,
                              may_start=lambda one: one.submission[7] == "b"))  # fmt: skip
    assert [one.job.submission[7] for one in done] == ["b"]
