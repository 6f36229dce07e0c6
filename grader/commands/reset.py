"""``reset N``: my files aside, the starter back."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from grader import starter
from grader.bench.work import is_untouched, own_files, put, remove, set_aside
from grader.commands.cloud import say
from grader.course import Challenge, course_folder, find
from grader.exits import FULL_MARKS
from grader.locale import _


def run(arguments: argparse.Namespace) -> int:
    """Set everything of the student's aside and write the starter."""
    challenge = find(arguments.challenge)
    if is_untouched(challenge):
        say(_("{path} holds the starter already.").format(path=shown(challenge.folder)))
        return FULL_MARKS
    replace_files(challenge, starter.read(challenge.folder))
    say(_("The starter is in {path}.").format(path=shown(challenge.folder)))
    return FULL_MARKS


def replace_files(challenge: Challenge, files: dict[str, bytes]) -> None:
    """Write ``files`` in place of the student's own, which are set aside; say where they are."""
    if is_untouched(challenge):
        remove(challenge)
    elif own_files(challenge):
        place = set_aside(challenge, datetime.now().astimezone())
        say(_("Your files are in {path}.").format(path=shown(place)))
        say(
            _("To have them back: {command}").format(
                command=f"cp -r {shown(place)}/. {shown(challenge.folder)}/"
            )
        )
    put(challenge, files)


def shown(path: Path) -> str:
    """Return a path as it looks from the top of the course."""
    return path.relative_to(course_folder()).as_posix()
