"""Wrong usage, said before anything is graded."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path

from grader.exits import USAGE

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
