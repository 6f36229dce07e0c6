"""``check all``: grade everything that is there, two at a time, with one line for each."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from grader.bench.work import is_untouched
from grader.commands.delivery import chosen_delivery, graded
from grader.commands.kept import remember
from grader.commands.usage import chosen_seed, wrong
from grader.course import Challenge, challenges
from grader.exits import FULL_MARKS, NOT_GRADED, POINTS_LOST
from grader.grade import grade
from grader.locale import _
from grader.progress import Progress
from grader.report.model import Report
from grader.stage import Options, silent

AT_ONCE = 2
"""Submissions at a time: while one waits for its processes to start, another is judged."""

Job = tuple[Challenge, Path]


def run(arguments: argparse.Namespace) -> int:
    """Grade each challenge's folder, or one project for all of them; return the exit code."""
    for name in ("criteria", "keep", "bundle", "live"):
        if getattr(arguments, name):
            return wrong(_("check all takes no {name}; check one challenge.").format(name=name))
    folder: Path | None = arguments.folder
    if folder is not None and not folder.is_dir():
        return wrong(_("There is no folder {path}.").format(path=folder))
    if arguments.begun and folder is not None:
        return wrong(_("--begun looks at your own work; leave --in out."))
    jobs = tuple(jobs_in(folder))
    if arguments.begun:
        jobs = tuple(job for job in jobs if not is_untouched(job[0]))
        if not jobs:
            sys.stderr.write(_("No challenge is begun yet.") + "\n")
            return FULL_MARKS
    if not jobs:
        return wrong(
            _("{path} holds no folder of a challenge, such as {example}.").format(
                path=folder, example=challenges()[-1].slug
            )
        )
    delivery = chosen_delivery(arguments, several=True)
    seed = chosen_seed(arguments.seed)
    started = time.monotonic()
    with Progress() as progress:
        told = progress if delivery.speaks else silent
        reports = _graded(jobs, _options(arguments, seed, told))
    if folder is None:
        for report in reports:
            if report.rejection is None:
                remember(report)
    every = tuple(
        graded(report, path, arguments)
        for report, (_challenge, path) in zip(reports, jobs, strict=True)
    )
    delivery.deliver_all(every, time.monotonic() - started)
    if delivery.speaks:
        _point_on(reports)
    codes = {report.exit_code for report in reports}
    return next((code for code in (NOT_GRADED, POINTS_LOST) if code in codes), FULL_MARKS)


def _options(arguments: argparse.Namespace, seed: int, told: Callable[[str], None]) -> Options:
    return Options(
        seed,
        terraform=arguments.terraform,
        provider=arguments.provider,
        browser=arguments.browser,
        progress=told,
    )


def jobs_in(folder: Path | None) -> Iterator[Job]:
    """Yield what there is to grade: folders by their challenge's name, else one project for all."""
    course = challenges()
    if folder is None:
        yield from ((challenge, challenge.folder) for challenge in course)
        return
    inside = [(challenge, folder / challenge.slug) for challenge in course]
    there = [(challenge, path) for challenge, path in inside if path.is_dir()]
    if there:
        yield from there
    else:
        for challenge in course:
            if any(any(folder.glob(pattern)) for pattern in challenge.requires):
                yield challenge, folder


def _graded(jobs: tuple[Job, ...], options: Options) -> tuple[Report, ...]:
    def one(job: Job) -> Report:
        challenge, folder = job
        # What each of them waits for would only be noise beside the others.
        return grade(challenge, folder, replace(options, progress=silent))

    reports: list[Report] = []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        options.progress(_("{n} of {all} graded").format(n=0, all=len(jobs)))
        for report in pool.map(one, jobs):
            reports.append(report)
            options.progress(_("{n} of {all} graded").format(n=len(reports), all=len(jobs)))
    return tuple(reports)


def _point_on(reports: tuple[Report, ...]) -> None:
    """Name the next command where something was lost."""
    lost = next((report for report in reports if report.exit_code != FULL_MARKS), None)
    if lost is not None:
        command = f"python -m grader check {lost.challenge}"
        sys.stdout.write(_("To see where and what to do: {command}").format(command=command) + "\n")
