"""The pristine starter of a challenge: ``.starter.zip``, the same bytes on every machine.

Students edit the files beside it, so whatever needs the untouched starter reads the zip.
``python -m grader.starter`` packs every challenge anew after its files were changed.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from grader.packing import zipped

NAME = ".starter.zip"
"""The zip's name inside a challenge's folder."""

_AUTHORS = frozenset({"challenge.toml", "checks.py"})
_MADE = frozenset({"__pycache__", "build"})
_SHOWN = frozenset({".env"})
"""Hidden files that are the student's work all the same."""


def build(folder: Path) -> bytes:
    """Pack the starter files of a challenge's folder: sorted, the same bytes on every machine."""
    return zipped({name: (folder / name).read_bytes() for name in starter_files(folder)})


def read(folder: Path) -> dict[str, bytes]:
    """Return the pristine starter: path with forward slashes → content.

    Raises FileNotFoundError when the folder has no zip, zipfile.BadZipFile when it is damaged.
    """
    with zipfile.ZipFile(folder / NAME) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def starter_files(folder: Path) -> list[str]:
    """Return the starter's files as they lie in the folder, sorted, relative to it."""
    files = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in files if _belongs(path))


def _belongs(path: Path) -> bool:
    """Whether a file is part of what the student starts from."""
    hidden = [part for part in path.parts if part.startswith(".") or part in _MADE]
    if hidden and (hidden != [path.name] or path.name not in _SHOWN):
        return False
    return path.as_posix() not in _AUTHORS and not path.name.startswith("README")


def pack(course: Path) -> list[Path]:
    """Write the zip of every challenge below ``course``; return those that changed."""
    changed = []
    for description in sorted(course.glob("challenges/*/challenge.toml")):
        target, content = description.with_name(NAME), build(description.parent)
        if not target.exists() or target.read_bytes() != content:
            target.write_bytes(content)
            changed.append(target)
    return changed


if __name__ == "__main__":
    pack(Path(__file__).resolve().parent.parent)
