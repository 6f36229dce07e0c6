"""Which file of a submission is the page."""

from __future__ import annotations

from pathlib import PurePosixPath

from grader.submission import Submission

_WORDS = ("leaflet", "maplibre", "25544", "iss", "<script", "<body")
"""What tells a tracker from another page, the strongest sign first."""


def candidates(submission: Submission) -> tuple[str, ...]:
    """Return the HTML files, the likeliest page first: index.html, else what looks like one."""
    pages = submission.matching("*.html", "*.htm")
    return tuple(sorted(pages, key=lambda name: _rank(submission, name)))


def _rank(submission: Submission, name: str) -> tuple[bool, int, int, str]:
    path = PurePosixPath(name)
    text = submission.content(name)[:200_000].decode("utf-8", "replace").lower()
    signs = [number for number, word in enumerate(_WORDS) if word in text]
    return path.stem.lower() != "index", len(path.parts), min(signs, default=len(_WORDS)), name
