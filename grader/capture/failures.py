"""The failures of the API that every capture is tried with."""

from __future__ import annotations

from grader.locale import _
from grader.world.failures import Failure

FAILURES = (
    Failure.SERVER_ERROR,
    Failure.TOO_MANY,
    Failure.RESET,
    Failure.HTML,
    Failure.FIELDS_MISSING,
)


def named(failure: Failure) -> str:
    """Return the failure in words that a student knows."""
    return {
        Failure.SERVER_ERROR: _("status 500"),
        Failure.TOO_MANY: _("status 429"),
        Failure.RESET: _("a connection that is reset"),
        Failure.HTML: _("an HTML page with status 200"),
        Failure.FIELDS_MISSING: _("JSON without the position"),
    }[failure]


def refused() -> str:
    """Return in words that S3 refuses the object of a capture."""
    return _("S3 refuses the object")


def during_failure(how: str) -> str:
    """Return in words in which run of the grader's own something failed: ``how`` as above."""
    return _("in the run that the grader lets fail: {how}").format(how=how)
