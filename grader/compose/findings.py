"""What Compose refuses, as findings that a student reads."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from grader.compose.refusal import Place, Refused
from grader.lambdas.outcome import shortened
from grader.rubric import Fail, Mismatch, Where
from grader.submission import Submission

SHOWN = 6
"""Findings beside the first."""
SECRETS = ("TOKEN", "API_KEY", "PASSWORD")


def where(submission: Submission, place: Place | None) -> Where | None:
    """Return a place with its line; a line that may hold a secret is only counted."""
    if place is None or not place.file:
        return None
    if place.file not in submission.sources:
        return Where(place.file, place.line)
    found = submission.where(place.file, place.line)
    if found.text and any(word in found.text.upper() for word in SECRETS):
        return Where(place.file, place.line)
    return replace(found, text=found.text and shortened(found.text))


def lost(submission: Submission, refused: Refused, *, also: Iterable[Refused] = ()) -> Fail:
    """Return what Compose says as lost points."""
    return Mismatch(
        shortened(refused.message),
        expected=refused.expected and shortened(refused.expected),
        found=refused.found and shortened(refused.found),
        where=where(submission, refused.place),
        hint=refused.hint,
        also=[lost(submission, other) for other in islice(also, SHOWN)],
    )


@contextlib.contextmanager
def as_compose_reads(submission: Submission) -> Iterator[None]:
    """Lose the points for what Compose would refuse inside the block."""
    try:
        yield
    except Refused as refused:
        raise lost(submission, refused) from refused
