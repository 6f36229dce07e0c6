"""What a hand-in says about itself: when it was packed, and whether it changed since."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from grader.hand_in import Manifest, digest, of_folder
from grader.locale import _
from grader.rubric import Finding
from grader.submission import MANIFEST, MAX_BYTES

_LATER = timedelta(minutes=10)
"""How far ahead a student's clock may be before it is mentioned."""
_SHOWN = 6


@dataclass(frozen=True)
class Provenance:
    """The time that a hand-in gives, and what the instructor should know of it."""

    submitted: datetime | None = None
    notes: tuple[Finding, ...] = ()


def of_work(folder: Path) -> Provenance:
    """Return what the manifest in ``folder`` tells; nothing where there is none."""
    manifest = of_folder(folder)
    if manifest is None:
        return Provenance()
    return Provenance(manifest.packed, tuple(_notes(manifest, folder)))


def _notes(manifest: Manifest, folder: Path) -> Iterator[Finding]:
    there = dict(_digests(folder))
    differing = sorted(
        name
        for name in there.keys() | manifest.files
        if there.get(name) != manifest.files.get(name)
    )
    if differing:
        more = f" (+{len(differing) - _SHOWN})" if len(differing) > _SHOWN else ""
        yield Finding(
            _("The files are not those that were packed: their hashes differ."),
            found=", ".join(differing[:_SHOWN]) + more,
            hint=_("It is graded as it came; ask the student if the time of packing matters."),
        )
    if manifest.packed > datetime.now(UTC) + _LATER:
        yield Finding(
            _("The hand-in says that it was packed in the future."),
            found=manifest.packed.isoformat(),
            hint=_("The clock of the student's machine is wrong; see when it reached you."),
        )


def _digests(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the hash of every regular file below ``folder`` but the manifest."""
    for parent, _folders, names in os.walk(folder):
        for name in names:
            path = Path(parent, name)
            relative = path.relative_to(folder).as_posix()
            if relative == MANIFEST or path.is_symlink() or not path.is_file():
                continue
            if path.stat().st_size > MAX_BYTES:
                yield relative, ""
                continue
            try:
                yield relative, digest(path.read_bytes())
            except OSError:
                yield relative, ""
