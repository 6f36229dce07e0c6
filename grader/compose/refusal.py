"""Why Docker Compose would not take a file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Where something is written; ``line`` and ``column`` count from 1."""

    file: str
    line: int
    column: int = 1


class Refused(Exception):
    """Docker Compose stops at this, so nothing is started."""

    def __init__(
        self,
        message: str,
        place: Place | None = None,
        *,
        expected: str | None = None,
        found: str | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.expected = expected
        self.found = found
        self.hint = hint


class Unreadable(Refused):
    """A file is not YAML, or more than a Compose file should be."""
