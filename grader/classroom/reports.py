"""Each result in a file of its own beside the gradebook, which can be made anew from them."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from grader.classroom.gradebook.book import Gradebook
from grader.classroom.job import Job, Outcome
from grader.keeping import write_whole_bytes

FOLDER = "reports"
_END = ".json.gz"
_DAMAGED = (OSError, EOFError, ValueError, TypeError, KeyError, zlib.error)


class Reports:
    """The files ``OUT/reports/KEY.json.gz``."""

    def __init__(self, out: Path) -> None:
        """``out`` is the folder of the results."""
        self._folder = out / FOLDER

    def keep(self, job: Job, outcome: Outcome) -> None:
        """Write how a job ended, whole or not at all. Raises OSError."""
        if outcome.report is None:
            return
        document = {
            "job": job.facts,
            "report": outcome.report,
            "seconds": outcome.seconds,
            "graded": datetime.now(UTC).isoformat(),
        }
        self._folder.mkdir(exist_ok=True)
        content = gzip.compress(json.dumps(document).encode(), compresslevel=6, mtime=0)
        write_whole_bytes(self._folder / f"{job.key}{_END}", content)

    def forget(self, keys: Iterable[str]) -> None:
        """Delete the results with these keys. Raises OSError."""
        for key in keys:
            (self._folder / f"{key}{_END}").unlink(missing_ok=True)

    def restore(self, book: Gradebook) -> int:
        """Enter every result that can be read into ``book``; return how many there were."""
        found = 0
        for job, outcome, graded in self._read():
            book.keep(job, outcome, graded)
            found += 1
        return found

    def _read(self) -> Iterator[tuple[Job, Outcome, datetime]]:
        for file in sorted(self._folder.glob(f"*{_END}")):
            try:
                document: dict[str, Any] = json.loads(gzip.decompress(file.read_bytes()))
                job = Job(**document["job"], files=b"")
                graded = datetime.fromisoformat(document["graded"])
                outcome = Outcome(document["report"], seconds=float(document["seconds"]))
            except _DAMAGED:
                continue  # it is graded again
            if file.name == f"{job.key}{_END}":
                yield job, outcome, graded
