"""``release DIR``: the course in a folder of its own, ready to be handed out."""

from __future__ import annotations

import argparse
import sys

from grader.course import course_folder
from grader.exits import FULL_MARKS, WrongUsage
from grader.locale import _
from grader.release import NotACourse, release


def run(arguments: argparse.Namespace) -> int:
    """Write the edition that was asked for; return 0."""
    target = arguments.folder
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise WrongUsage(
            _("{path} is not empty. Name a new folder: nothing is written over.").format(
                path=target
            )
        )
    if target.resolve().is_relative_to(course_folder()):
        raise WrongUsage(_("Name a folder outside the course: {path}").format(path=course_folder()))
    try:
        written = release(course_folder(), target, for_students=arguments.students)
    except NotACourse as error:
        raise WrongUsage(_("There is no course in {path}.").format(path=error)) from error
    except OSError as error:
        raise WrongUsage(
            _("{path} cannot be written: {reason}").format(path=target, reason=error.strerror)
        ) from error
    edition = _("for students") if arguments.students else _("for instructors")
    sys.stdout.write(
        _("Written: {path}, the course {edition}, {n} files").format(
            path=target, edition=edition, n=len(written)
        )
        + "\n"
    )
    return FULL_MARKS
