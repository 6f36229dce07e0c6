"""The student's files in a challenge's folder, and the starter that they began with."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from grader import starter
from grader.course import Challenge, course_folder

STATE = "terraform.tfstate"
KEPT = "kept"
"""The folder, at the top of the course, of files that were set aside."""


def own_files(challenge: Challenge) -> dict[str, bytes]:
    """Return the student's files: path with forward slashes → content."""
    folder = challenge.folder
    names = (name for name in starter.starter_files(folder) if not _is_state(name))
    return {name: (folder / name).read_bytes() for name in names}


def is_untouched(challenge: Challenge) -> bool:
    """Whether the folder holds the starter and nothing else."""
    return own_files(challenge) == starter.read(challenge.folder)


def set_aside(challenge: Challenge, now: datetime) -> Path:
    """Move the student's files to a dated folder of their own; return it."""
    place = _fresh(course_folder() / KEPT / f"{challenge.slug}-{now:%Y-%m-%d-%H%M%S}")
    for name in own_files(challenge):
        target = place / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(challenge.folder / name, target)
    _remove_empty(challenge.folder)
    return place


def remove(challenge: Challenge) -> None:
    """Delete the student's files: a starter that is untouched needs no copy."""
    for name in own_files(challenge):
        (challenge.folder / name).unlink()
    _remove_empty(challenge.folder)


def carry_state(before: Challenge, challenge: Challenge) -> bool:
    """Copy what tells what stands on a cloud, where there is none yet; tell whether there was."""
    source, target = before.folder / STATE, challenge.folder / STATE
    if not source.is_file() or target.exists():
        return False
    shutil.copyfile(source, target)
    return True


def put(challenge: Challenge, files: dict[str, bytes]) -> None:
    """Write ``files`` into the challenge's folder."""
    for name, content in files.items():
        target = challenge.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _is_state(name: str) -> bool:
    """Whether the file tells what stands on a cloud: that is not taken back with the files."""
    return ".tfstate" in name


def _fresh(place: Path) -> Path:
    number, chosen = 1, place
    while chosen.exists():
        number += 1
        chosen = place.with_name(f"{place.name}-{number}")
    chosen.mkdir(parents=True)
    return chosen


def _remove_empty(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink() and not any(path.iterdir()):
            path.rmdir()
