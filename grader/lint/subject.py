"""The folders of one challenge, as lint finds them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from grader.lint.defect import Defect


@dataclass(frozen=True)
class Subject:
    """The challenge called ``slug`` in the course at ``root``."""

    root: Path
    slug: str

    @property
    def folder(self) -> Path:
        """The brief, the starter and the checks."""
        return self.root / "challenges" / self.slug

    @property
    def cases(self) -> Path:
        """Submissions with their expected verdicts."""
        return self.root / "tests" / "verdicts" / self.slug

    @property
    def solution(self) -> Path:
        """The reference solution."""
        return self.root / "solutions" / self.slug

    @cached_property
    def number(self) -> int:
        """The number that the folder's name begins with; 0 when there is none."""
        found = re.match(r"\d+", self.slug)
        return int(found[0]) if found else 0

    def said(self, path: Path) -> str:
        """``path`` as messages name it."""
        return path.relative_to(self.root).as_posix()

    def defect(self, path: Path, line: int | None, message: str, hint: str) -> Defect:
        """Something wrong at a line of a file."""
        return Defect(self.said(path), line, message, hint)


def subjects(root: Path) -> tuple[Subject, ...]:
    """Every folder in challenges/ that could be a challenge, by name."""
    folders = (one for one in (root / "challenges").iterdir() if one.is_dir())
    return tuple(
        Subject(root, one.name)
        for one in sorted(folders)
        if not one.name.startswith((".", "__")) and any(one.iterdir())
    )


class NotText(Exception):
    """A file that should hold text does not: ``path``."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


def text_of(path: Path) -> str:
    """The text of a file, which is UTF-8 throughout the course. Raises NotText."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise NotText(path) from error


def line_of(text: str, pattern: str) -> int | None:
    """The number of the first line that ``pattern`` is found in."""
    lines = enumerate(text.splitlines(), start=1)
    return next((number for number, line in lines if re.search(pattern, line)), None)


class NotToml(Exception):
    """A text is no TOML: ``line``, where it is known."""

    def __init__(self, error: tomllib.TOMLDecodeError) -> None:
        super().__init__(f"This is no TOML: {error}.")
        place = re.search(r"line (\d+)", str(error))
        self.line = int(place[1]) if place else None


def facts_of(text: str) -> dict[str, Any]:
    """What a TOML text says. Raises NotToml."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise NotToml(error) from error
