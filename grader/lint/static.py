"""All that can be said of a challenge without grading anything."""

from __future__ import annotations

import tomllib
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader import course
from grader.cases import Case
from grader.course import Challenge
from grader.lint import brief, case_files, criteria, description, links, pristine
from grader.lint.defect import Defect
from grader.lint.subject import NotText, Subject, subjects


@dataclass(frozen=True)
class Linted:
    """One challenge, what is wrong with it, and the cases that can be run.

    ``challenge`` is None when its files are too broken to be read.
    """

    subject: Subject
    challenge: Challenge | None
    defects: tuple[Defect, ...]
    cases: tuple[Case, ...] = ()


def lint(subject: Subject) -> Linted:
    """Look at one challenge's files."""
    try:
        return _lint(subject)
    except NotText as error:
        hint = "Save it as UTF-8."
        defect = subject.defect(error.path, None, "This is no text in UTF-8.", hint)
        return Linted(subject, None, (defect,))


def _lint(subject: Subject) -> Linted:
    found = [*description.defects(subject), *links.defects(subject), *links.unlisted(subject)]
    found += pristine.defects(subject)
    try:
        challenge = course.read(subject.folder)
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError):
        return Linted(subject, None, tuple(found))
    broken = _broken(subject, challenge)
    if broken is not None:
        return Linted(subject, None, (*found, broken))
    found += criteria.defects(subject, challenge)
    found += brief.defects(subject, challenge)
    found += case_files.defects(subject, challenge)
    return Linted(subject, challenge, tuple(found), case_files.read(subject))


def strays(root: Path) -> Iterator[Defect]:
    """Folders of cases that belong to no challenge."""
    slugs = {one.slug for one in subjects(root)}
    verdicts = root / "tests" / "verdicts"
    for folder in sorted(verdicts.iterdir()) if verdicts.is_dir() else ():
        if folder.is_dir() and folder.name not in slugs and any(folder.iterdir()):
            place = folder.relative_to(root).as_posix()
            message = "These cases belong to no challenge."
            yield Defect(place, None, message, f"There is no challenges/{folder.name}.")


def _broken(subject: Subject, challenge: Challenge) -> Defect | None:
    """Why checks.py cannot be loaded, None when it can."""
    path = subject.folder / criteria.NAME
    if not path.is_file():
        hint = "Write the criteria; see CONTRIBUTING, “Add a check”."
        return subject.defect(path, None, "The challenge has no checks.py.", hint)
    try:
        _ = challenge.checks
    except SyntaxError as error:
        return subject.defect(path, error.lineno, f"This is no Python: {error.msg}.", "Mend it.")
    except Exception as error:  # an author's file is run here, and may raise anything
        frames = traceback.extract_tb(error.__traceback__)
        own = [frame.lineno for frame in frames if Path(frame.filename) == path]
        message = f"checks.py cannot be loaded: {type(error).__name__}: {error}"
        return subject.defect(path, own[-1] if own else None, message, "Mend it, then lint again.")
    return None
