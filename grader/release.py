"""The course as it is handed out: everything for instructors, and no answers for students."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from grader import starter

STUDENTS_README = "docs/README.students.md"
"""Becomes the README of the students' edition."""
NOT_FOR_STUDENTS = (
    ".ci/*", ".github/*", "CONTRIBUTING.md", "CHANGELOG.md", "README.md", "benchmarks/*",
    "dashboard/board/*", "docs/README.students.md", "docs/course.toml", "solutions/*", "tests/*",
)  # fmt: skip
"""Answers, proofs that give them away, and what only those who teach have a use for."""
NEVER = (
    "*/__pycache__/*", "*.pyc", "*/.terraform/*", "*.tfstate*", "kept/*", ".venv/*", ".git/*",
    "*/.env", ".*_cache/*", "dist/*", "build/*", "*.egg-info/*", "groundtrack-*.zip",
)  # fmt: skip
"""What work on the course leaves in its folder."""


class NotACourse(Exception):
    """The folder holds no course that could be handed out."""


def release(course: Path, target: Path, *, for_students: bool) -> list[str]:
    """Copy the course into the new folder ``target``; return the files' names.

    Each challenge is handed out with its pristine starter, whatever was done to the files beside
    it. Raises NotACourse, OSError.
    """
    names = [name for name in _names(course) if not _matches(name, NEVER)]
    if not any(name.startswith("challenges/") for name in names):
        raise NotACourse(str(course))
    pristine = _pristine(course)
    written = []
    for name in names:
        if for_students and _matches(name, NOT_FOR_STUDENTS):
            continue
        if _is_a_student_s(name):
            continue
        _copy(course / name, target / name)
        written.append(name)
    for name, content in pristine.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes(content)
        written.append(name)
    if for_students:
        _copy(course / STUDENTS_README, target / "README.md")
        written.append("README.md")
    return sorted(written)


def _names(course: Path) -> Iterator[str]:
    """Yield the course's own files: what git tracks, where there is git, else whatever is there."""
    listed = None
    if (course / ".git").exists() and shutil.which("git"):
        listed = subprocess.run(
            ["git", "-C", str(course), "ls-files", "-z"],  # noqa: S607 - whichever git is here
            capture_output=True, check=False, text=True,
        )  # fmt: skip
    if listed is not None and listed.returncode == 0 and listed.stdout:
        yield from (n for n in listed.stdout.split("\0") if n and (course / n).is_file())
        return
    for path in sorted(course.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(course).as_posix()


def _pristine(course: Path) -> dict[str, bytes]:
    found = {}
    for packed in sorted(course.glob(f"challenges/*/{starter.NAME}")):
        for name, content in starter.read(packed.parent).items():
            found[f"challenges/{packed.parent.name}/{name}"] = content
    return found


def _is_a_student_s(name: str) -> bool:
    """Whether a file lies where students work; the pristine starter takes its place."""
    parts = PurePosixPath(name).parts
    if len(parts) < 3 or parts[0] != "challenges":
        return False
    authored = len(parts) == 3 and (
        parts[2] in {"checks.py", "challenge.toml", starter.NAME} or parts[2].startswith("README")
    )
    return not authored


def _matches(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)
