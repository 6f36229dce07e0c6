"""Which files are archives, and how each kind is opened."""

from __future__ import annotations

import shutil
from pathlib import Path

from grader.classroom.intake.sink import Budget, Sink
from grader.classroom.intake.tars import unpack_tar
from grader.classroom.intake.zips import unpack_zip
from grader.locale import _
from grader.submission import Rejected

ZIP = ".zip"
TARS = (".tar.gz", ".tgz", ".tar")
OTHERS = (".rar", ".7z", ".tar.xz", ".tar.bz2", ".txz", ".tbz2", ".gz", ".xz", ".bz2")
"""Archives that are recognised and refused, with what to do."""


def stem_of(name: str) -> str | None:
    """Return an archive's name without its ending, None for any other file."""
    lower = name.lower()
    for ending in (ZIP, *TARS, *OTHERS):
        if lower.endswith(ending) and len(name) > len(ending):
            return name[: -len(ending)]
    return None


def unpack(path: Path, into: Path, budget: Budget) -> None:
    """Unpack the archive ``path`` into the fresh folder ``into``, which is made here.

    Raises Rejected for what was handed in; OSError when it cannot be written.
    """
    if path.is_symlink() or not path.is_file():
        raise Rejected(
            _("{file} is not a regular file.").format(file=path.name),
            hint=_("Put the archive itself there, not a link to it."),
        )
    try:
        with path.open("rb"):
            pass
    except OSError as error:
        raise Rejected(
            _("{file} cannot be read.").format(file=path.name),
            found=error.strerror,
            hint=_("Check that the file exists and that you may read it."),
        ) from error
    into.mkdir(mode=0o700)
    try:
        _unpack(path, Sink(into, budget, path.stat().st_size))
    except Rejected:
        # What a bomb has written by then would fill the disk, one student after another.
        shutil.rmtree(into, ignore_errors=True)
        raise


def _unpack(path: Path, sink: Sink) -> None:
    name = path.name.lower()
    if name.endswith(ZIP):
        unpack_zip(path, sink)
    elif name.endswith(TARS):
        unpack_tar(path, sink)
    else:
        raise Rejected(
            _("{file} is no kind of archive that is opened here.").format(file=path.name),
            hint=_("Hand in a zip; python -m grader pack makes one."),
        )
