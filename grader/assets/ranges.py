"""Which version a range means: exact, 1, 1.9, ^1.9.1, ~1.9.1, latest."""

from __future__ import annotations

import re
from collections.abc import Iterable

from packaging.version import InvalidVersion, Version


def best(versions: Iterable[str], range: str) -> str | None:
    """Return the highest version that fits ``range``, pre-releases only where named; or None."""
    every = list(versions)
    if range in every:
        return range
    fitting = [(version, text) for version, text in _released(every) if _fits(version, range)]
    return max(fitting)[1] if fitting else None


def _released(versions: Iterable[str]) -> Iterable[tuple[Version, str]]:
    for text in versions:
        try:
            version = Version(text)
        except InvalidVersion:
            continue
        if not version.is_prerelease:
            yield version, text


def _fits(version: Version, range: str) -> bool:
    if range in ("latest", "", "*", "x"):
        return True
    found = re.fullmatch(r"([~^]?)v?(\d+)(?:\.(\d+|x))?(?:\.(\d+|x))?", range)
    if found is None:
        return False
    floor = tuple(int(part) for part in found.groups()[1:] if part not in (None, "x"))
    release = (*version.release, 0, 0)[:3]
    if found[1] == "":
        return release[: len(floor)] == floor
    fixed = 2 if found[1] == "~" and len(floor) > 1 else _first_that_counts(floor)
    return release >= floor and release[:fixed] == (*floor, 0, 0)[:fixed]


def _first_that_counts(floor: tuple[int, ...]) -> int:
    """Return how many parts ``^`` holds fast: up to the first that is not 0."""
    return next((n for n, part in enumerate(floor, 1) if part), len(floor))
