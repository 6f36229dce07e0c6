"""``lint``: prove that challenges are whole and that they judge right."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from grader.cases import Case
from grader.course import course_folder, find
from grader.exits import USAGE
from grader.lint import static, verdicts
from grader.lint.defect import Defect
from grader.lint.progress import Counter
from grader.lint.subject import Subject, subjects
from grader.places import cache_folder
from grader.report.terminal import symbols_for

CLEAN = 0
DEFECTS = 1
NOT_LINTED = 2


def run(arguments: argparse.Namespace) -> int:
    """Lint one challenge or all of them; return the exit code."""
    root = course_folder()
    if not (root / "tests" / "verdicts").is_dir():
        sys.stderr.write("The cases are not here: lint needs the project's own folder.\n")
        return NOT_LINTED
    chosen = _chosen(root, arguments.challenge)
    return lint(root, chosen, fast=arguments.fast, text=arguments.text, all=not arguments.challenge)


def lint(
    root: Path, chosen: Sequence[Subject], *, fast: bool, text: str | None, all: bool = False
) -> int:
    """Lint the chosen challenges of the course at ``root``; return the exit code.

    ``text`` chooses among the cases. ``all`` says that the challenges are those of the course.
    """
    started = time.monotonic()
    linted = [static.lint(subject) for subject in chosen]
    cases = [case for one in linted for case in one.cases if not text or text in case.id]
    if text and not cases:
        known = ", ".join(case.name for one in linted for case in one.cases)
        sys.stderr.write(f"No case is named like {text!r}; there are {known}.\n")
        return USAGE
    defects = [defect for one in linted for defect in one.defects]
    defects += static.strays(root) if all else ()
    for defect in defects:
        _write(defect)
    unreadable = [one.subject.slug for one in linted if one.challenge is None]
    found, unjudged = ([], []) if fast else _graded(root, cases)
    _conclude(len(chosen), len(defects) + len(found), len(cases), fast, started)
    for name in (*unreadable, *unjudged):
        sys.stdout.write(f"{name} could not be linted to its end.\n")
    if unreadable or unjudged:
        return NOT_LINTED
    return DEFECTS if defects or found else CLEAN


def _chosen(root: Path, name: str | None) -> tuple[Subject, ...]:
    """The challenges that are meant; one too broken to be read is still found by its folder."""
    every = subjects(root)
    if name is None:
        return every
    for one in every:
        if name.strip("/\\") in {one.slug, str(one.number), f"{one.number:02}"}:
            return (one,)
    slug = find(name).slug
    return tuple(one for one in every if one.slug == slug)


def _graded(root: Path, cases: Sequence[Case]) -> tuple[list[Defect], list[str]]:
    """Grade the cases; return what is not as expected, and the cases that have no verdict."""
    from grader.lint.side_by_side import outcomes
    from grader.lint.trials import Trials
    from grader.sandbox.cells import CellFolder, sweep

    found: list[Defect] = []
    unjudged: list[str] = []
    counter = Counter(len(cases), sys.stderr)
    sweep()
    cell = CellFolder.create()  # the next command removes it, should this one be killed
    try:
        trials = Trials(root, cell.path, home=cache_folder() / "lint")
        for outcome in outcomes(trials, cases):
            counter.clear()
            if outcome.report is None:
                unjudged.append(outcome.case.id)
            for defect in verdicts.defects(root, outcome):
                found.append(defect)
                _write(defect)
            counter.count(failed=bool(outcome.disagreements))
        counter.clear()
    finally:
        cell.remove()
    return found, unjudged


def _write(defect: Defect) -> None:
    mark = symbols_for(sys.stdout).failed
    sys.stdout.write(f"{mark} {defect.place}\n    {defect.message}\n    next  {defect.hint}\n")
    sys.stdout.flush()


def _conclude(challenges: int, defects: int, cases: int, fast: bool, started: float) -> None:
    seconds = time.monotonic() - started
    graded = "no case was graded" if fast else f"{_counted(cases, 'case')} graded"
    what = _counted(defects, "defect") if defects else "No defect"
    there = _counted(challenges, "challenge")
    sys.stdout.write(f"{what} in {there}; {graded}, {seconds:.1f} s.\n")


def _counted(n: int, thing: str) -> str:
    return f"{n} {thing}" if n == 1 else f"{n} {thing}s"
