"""What was seen, beside the verdict: pictures and tables."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from grader.rubric import plain


@dataclass(frozen=True)
class Picture:
    """A PNG with a caption."""

    caption: str
    png: bytes
    width: int
    """In CSS pixels."""
    height: int

    @property
    def address(self) -> str:
        """The picture itself as an address."""
        return "data:image/png;base64," + base64.b64encode(self.png).decode()


@dataclass(frozen=True)
class Table:
    """Rows of texts under a caption."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        """Keep only text that can be written."""
        rows = tuple(tuple(plain(text) for text in row) for row in self.rows)
        object.__setattr__(self, "rows", rows)


Evidence = Picture | Table
