"""``batch SUBMISSIONS --out OUT``: a whole class, in walls, into a gradebook."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy.exc import OperationalError

from grader.classroom.batch import Plan, Summary
from grader.classroom.batch import run as run_batch
from grader.classroom.choice import chosen
from grader.classroom.gradebook.book import Gradebook
from grader.classroom.jail import Jail, Nursery
from grader.classroom.job import Job, Outcome
from grader.classroom.model import Collected, Student
from grader.classroom.pool import workers_here
from grader.classroom.reports import Reports
from grader.classroom.settings import FILE, CourseSettings, read_settings
from grader.classroom.watching import LiveTable, Log, failure_of
from grader.commands.book import book_at
from grader.course import Challenge, challenges
from grader.exits import FULL_MARKS, NOT_GRADED, WrongUsage
from grader.locale import _

SHOWN = 10
"""Entries of a list that are shown before it is cut, with the number of the rest."""


def run(arguments: argparse.Namespace) -> int:
    """Grade what is there and not graded yet; return the exit code."""
    submissions: Path = arguments.submissions
    out: Path = arguments.out
    if not submissions.is_dir():
        raise WrongUsage(_("There is no folder {path}.").format(path=submissions))
    _require_apart(submissions, out)
    course_file = arguments.course or submissions / FILE
    if arguments.course and not arguments.course.is_file():
        raise WrongUsage(_("There is no file {path}.").format(path=arguments.course))
    settings = read_settings(course_file, challenges())
    plan = Plan(
        submissions,
        _chosen(arguments.challenges, settings),
        settings,
        _roster(arguments.roster),
        arguments.regrade,
        confirmed=arguments.confirm is not None,
    )
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WrongUsage(
            _("{path} cannot be written: {reason}").format(path=out, reason=error.strerror)
        ) from error
    for note in settings.notes:
        _say(note)
    with book_at(out, arguments.gradebook) as book:
        if course_file.is_file():
            book.note("course", course_file.read_text(encoding="utf-8-sig"))
        book.note("challenges", ",".join(c.slug for c in plan.challenges))
        try:
            summary = _graded(arguments, plan, book)
        except (OperationalError, OSError) as error:
            return _stopped(error)
        _tell(summary, out)
        _write_results(book, plan, out)
    return NOT_GRADED if summary.failed else FULL_MARKS


def _graded(arguments: argparse.Namespace, plan: Plan, book: Gradebook) -> Summary:
    watcher = LiveTable() if sys.stderr.isatty() and not arguments.plain else Log()
    keep = Reports(arguments.out).keep
    try:
        with _workshop(arguments, plan) as (perform, executor, workers, folder):
            collect = partial(_collect, plan)
            return run_batch(plan, book, collect, perform, executor, workers, watcher, folder, keep)
    finally:
        watcher.finish()


@contextmanager
def _workshop(
    arguments: argparse.Namespace, plan: Plan
) -> Iterator[tuple[Callable[[Job], Outcome], Executor, int, Path]]:
    """Give what jobs are done with: how, by whom, how many at a time, and a private folder."""
    from grader.classroom.elsewhere import Elsewhere, cluster
    from grader.classroom.supplies import Supplies
    from grader.sandbox import groups
    from grader.sandbox.cells import CellFolder, sweep
    from grader.sandbox.keeper import start_keeper
    from grader.sandbox.trial import why_no_walls

    walled = not arguments.no_sandbox
    if walled and not arguments.dask:
        reason = why_no_walls()
        if reason:
            raise WrongUsage(
                reason + "\n" + _("To grade without walls, work that you trust: --no-sandbox")
            )
    sweep()
    groups.sweep()
    with ExitStack() as ending:
        cell = CellFolder.create()
        ending.callback(cell.remove)
        keeper = start_keeper(cell)
        ending.callback(keeper.release)
        if arguments.dask:
            far = Elsewhere(arguments.terraform, arguments.browser, walled)
            executor, workers = ending.enter_context(cluster(arguments.dask))
            yield far.perform, executor, workers, cell.path
            return
        workers = arguments.workers or workers_here()
        pages = any(challenge.opens_page for challenge in plan.challenges)
        jail = Jail.prepare(
            cell,
            Supplies(pages=pages),
            terraform=arguments.terraform,
            browser=arguments.browser,
            official=_official(arguments),
            walled=walled,
        )
        jobs = Nursery(jail) if walled else jail
        threads = ThreadPoolExecutor(workers, thread_name_prefix="job")
        ending.callback(threads.shutdown, wait=True, cancel_futures=True)
        ending.callback(jobs.stop)
        yield jobs.perform, threads, workers, cell.path


def _official(arguments: argparse.Namespace) -> Path | None:
    """Return the program of the provider that confirms refusals. Raises WrongUsage."""
    if arguments.confirm is None:
        return None
    from grader.terraform.deploy import TerraformMissing
    from grader.terraform.official.install import obtain

    try:
        return obtain(arguments.terraform)
    except TerraformMissing as error:
        raise WrongUsage(str(error)) from error


def _collect(plan: Plan, into: Path) -> Collected:
    from grader.classroom.intake import collect

    return collect(plan.submissions, into, plan.challenges, plan.roster)


def _stopped(error: Exception) -> int:
    """Say that results can no longer be written, and how to go on."""
    reason = getattr(error, "orig", None) or getattr(error, "strerror", None) or error
    _say(_("The results cannot be written: {reason}").format(reason=reason))
    _say(_("What was graded so far is kept. Make room, and give the same command again."))
    return NOT_GRADED


def _require_apart(submissions: Path, out: Path) -> None:
    """Refuse to write results among the submissions, where the next batch would find them."""
    inside, above = out.resolve(), submissions.resolve()
    if inside == above or inside.is_relative_to(above):
        raise WrongUsage(
            _("{out} lies in {submissions}: name a folder for the results beside it.").format(
                out=out, submissions=submissions
            )
        )


def _chosen(words: str | None, settings: CourseSettings) -> tuple[Challenge, ...]:
    course = challenges()
    if words is not None:
        return chosen(words, course)
    counting = {one.slug for one in settings.challenges}
    return tuple(challenge for challenge in course if challenge.slug in counting)


def _roster(path: Path | None) -> tuple[Student, ...]:
    if path is None:
        return ()
    from grader.classroom.roster import read_roster

    return read_roster(path)


def _tell(summary: Summary, out: Path) -> None:
    """Say what a person has to know: whose work is where, and what could not be graded."""
    collected = summary.collected
    _list(_("Could not be taken:"), [f"{r.student}: {r.source}: {r.finding.message}"
                                     for r in collected.refused])  # fmt: skip
    _list(_("Came twice:"), [finding.message for finding in collected.doubled])
    _list(_("Not on the roster:"), collected.unknown)
    _list(_("On the roster, and handed in nothing:"), collected.missing)
    _list(_("Nobody's work:"), collected.ignored)
    _list(
        _("Graded anew, and different:"),
        [
            f"{done.job.slug} {done.job.submission[7:15]}: "
            f"{_score(replaced.before)} → {_score(replaced.after)}"
            for done, replaced in summary.changed
        ],
    )
    _list(
        _("Could not be graded, through no fault of the student:"),
        [f"{one.job.slug} {one.job.submission[7:15]}: {failure_of(one)}" for one in summary.failed],
    )
    if summary.failed:
        _say(_("To try these again, give the same command once more."))
    if any(one.outcome.refused and not one.job.confirmed for one in summary.failed):
        _say(_("What the course's provider lacks, the official one may have: add {option}.").format(
            option="--confirm official"))  # fmt: skip
    if summary.incomplete:
        _say(_("{n} wait for a person: {command}").format(
            n=summary.incomplete, command=f"python -m grader board {out}"))  # fmt: skip
    if summary.elsewhere:
        _say(_("{n} are being graded by another batch.").format(n=summary.elsewhere))


def _score(report: Mapping[str, Any] | None) -> str:
    score = None if report is None else report["score"]
    return "?" if score is None else str(score)


def _list(title: str, entries: Sequence[str]) -> None:
    if not entries:
        return
    _say(title)
    for line in entries[:SHOWN]:
        _say(f"  {line}")
    if len(entries) > SHOWN:
        _say("  " + _("and {n} more").format(n=len(entries) - SHOWN))


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


def _write_results(book: Gradebook, plan: Plan, out: Path) -> None:
    from grader.classroom.exports.formats import write
    from grader.classroom.standings import results_of

    results = results_of(book, plan.settings, plan.challenges)
    for form in ("csv", "json", "html"):
        write(form, results, out)
    _say(_("Written: {path}").format(path=out))
