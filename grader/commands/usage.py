"""Wrong usage, said before anything is graded."""

from __future__ import annotations

import argparse
import os
import secrets
import sys
from pathlib import Path

from grader.course import find
from grader.exits import USAGE, WrongUsage
from grader.locale import _

SEEDS = 1_000_000


def wrong(message: str) -> int:
    """Say what is wrong with a command; return the exit code for it."""
    sys.stderr.write(message + os.linesep)
    return USAGE


def chosen_seed(given: int | None) -> int:
    """Return the seed that was asked for, else any."""
    return secrets.randbelow(SEEDS) if given is None else given


def can_be_written(path: Path) -> bool:
    """Whether a report can be written to ``path``."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a"):
            return True
    except OSError:
        return False


class NoFolder(WrongUsage):
    """The folder that was named cannot be used; the message says why."""


def chosen_folder(arguments: argparse.Namespace) -> Path:
    """Return the folder that ``--in`` or the challenge names.

    Raises NoFolder, UnknownChallenge.
    """
    if arguments.folder is None:
        return find(arguments.challenge).folder
    folder: Path = arguments.folder
    if folder.is_file():
        raise NoFolder(_("{path} is a file; name the folder it is in.").format(path=folder))
    if not folder.is_dir():
        raise NoFolder(_("There is no folder {path}.").format(path=folder))
    return folder
