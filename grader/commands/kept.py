"""The kept attempts, as commands show them."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from grader import attempts
from grader.locale import _
from grader.report.model import Report


def kept_attempts() -> Mapping[str, tuple[attempts.Attempt, ...]]:
    """Return the attempts by slug; says so, and returns none, where their file was damaged."""
    try:
        return attempts.recall()
    except attempts.Damaged as damaged:
        sys.stderr.write(
            _("The file of your attempts was damaged; it is now {path}.").format(path=damaged.aside)
            + "\n"
        )
        return {}


def remember(report: Report) -> None:
    """Keep the attempt; says so where it cannot be kept."""
    try:
        attempts.remember(report)
    except attempts.Damaged as damaged:
        sys.stderr.write(
            _(
                "The file of your attempts was damaged; it is now {path}, and a new one is begun."
            ).format(path=damaged.aside)
            + "\n"
        )
    except OSError as error:
        sys.stderr.write(
            _("The attempt could not be kept: {reason}").format(reason=error.strerror) + "\n"
        )
