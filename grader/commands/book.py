"""The gradebook that a command works on, and the rules that it goes by."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.classroom.decisions import FILE as DECISIONS
from grader.classroom.decisions import Decisions
from grader.classroom.gradebook.book import Gradebook
from grader.classroom.gradebook.opening import Damaged, opened, set_aside, url_of
from grader.classroom.reports import FOLDER, Reports
from grader.classroom.settings import FILE, CourseSettings, parse_settings, read_settings
from grader.course import challenges
from grader.exits import WrongUsage
from grader.locale import _


@contextmanager
def book_at(out: Path, url: str | None, *, make: bool = True) -> Iterator[Gradebook]:
    """Open the gradebook of ``out``, or the one at ``url``; a damaged file is set aside.

    Without ``make`` it has to be there. Raises WrongUsage.
    """
    address = url or url_of(out)
    if url is None and not make and not Path(address.removeprefix("sqlite:///")).is_file():
        raise WrongUsage(
            _("There is no gradebook in {path}. Make one: {command}").format(
                path=out, command=f"python -m grader batch SUBMISSIONS --out {out}"
            )
        )
    try:
        engine = opened(address)
    except Damaged as damage:
        if url is not None:
            raise WrongUsage(
                _("The gradebook is damaged: {reason}").format(reason=damage)
            ) from damage
        aside = set_aside(out)
        _say(
            _(
                "The gradebook was damaged ({reason}); it is at {path} now, and a new one begins."
            ).format(reason=damage, path=aside)
        )
        engine = opened(address)
        _restore(out, Gradebook(engine))
    book = Gradebook(engine, Decisions(out))
    try:
        yield book
    finally:
        book.close()


def _restore(out: Path, book: Gradebook) -> None:
    """Enter into a new gradebook what lies beside it."""
    restored = Reports(out).restore(book)
    _say(_("{n} results were read back from {path}.").format(n=restored, path=out / FOLDER))
    decided = 0
    for given, withdrawn in Decisions(out).read():
        book.override(given, withdrawn=withdrawn)
        decided += 1
    if decided:
        _say(
            _("{n} decisions of people were read back from {path}.").format(
                n=decided, path=out / DECISIONS
            )
        )


def rules(book: Gradebook, course_file: Path | None) -> CourseSettings:
    """Return the rules in ``course_file``, else those that the gradebook's batch went by."""
    if course_file is not None:
        if not course_file.is_file():
            raise WrongUsage(_("There is no file {path}.").format(path=course_file))
        return read_settings(course_file, challenges(), engine=None)
    noted = book.fact("course")
    if noted is None:
        return read_settings(None, challenges(), engine=None)
    return parse_settings(noted, Path(FILE), challenges(), engine=None)


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
