"""One thing that is wrong with a challenge."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Defect:
    """Something to mend: where it is, what it is, and what to do about it.

    ``file`` is relative to the course's folder, with forward slashes; ``line`` counts from 1.
    """

    file: str
    line: int | None
    message: str
    hint: str

    @property
    def place(self) -> str:
        """The file with its line, as editors open it."""
        return self.file if self.line is None else f"{self.file}:{self.line}"
