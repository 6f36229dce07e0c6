"""What people decided, in a file beside the gradebook, from which it can be made anew."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from grader.classroom.model import Override
from grader.keeping import write_whole

FILE = "overrides.jsonl"


class Decisions:
    """The file ``OUT/overrides.jsonl``: each decision and each withdrawal, a line of JSON."""

    def __init__(self, out: Path) -> None:
        """``out`` is the folder of the results."""
        self._file = out / FILE

    def keep(self, given: Override, *, withdrawn: bool) -> None:
        """Add one at the end. Raises OSError."""
        document = {**asdict(given), "when": given.when.isoformat(), "withdrawn": withdrawn}
        with self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(document, ensure_ascii=False) + "\n")

    def read(self) -> Iterator[tuple[Override, bool]]:
        """Yield those that can be read, oldest first, and whether each is a withdrawal."""
        for line in self._lines():
            try:
                document: dict[str, Any] = json.loads(line)
                withdrawn = document.pop("withdrawn")
                when = datetime.fromisoformat(document["when"]).astimezone(UTC)
                given = replace(Override(**document), when=when)
            except (ValueError, TypeError, KeyError):
                continue  # a line that a power cut left half written
            yield given, withdrawn

    def forget(self, student: str) -> None:
        """Leave out what was decided about a student. Raises OSError."""
        if self._file.is_file():
            kept = [line for line in self._lines() if not _is_about(student, line)]
            write_whole(self._file, "".join(f"{line}\n" for line in kept))

    def _lines(self) -> list[str]:
        if not self._file.is_file():
            return []
        # Names may hold characters at which `splitlines` would part a line.
        text = self._file.read_text(encoding="utf-8", errors="replace")
        return text.removesuffix("\n").split("\n")


def _is_about(student: str, line: str) -> bool:
    try:
        return bool(json.loads(line)["student"] == student)
    except (ValueError, TypeError, KeyError):
        return student in line
