"""Files that a configuration names: below the work folder, or refused."""

from __future__ import annotations

from pathlib import Path

from grader.terraform.provider.resource import Refused
from grader.terraform.sentences import OUTSIDE_FILE, OUTSIDE_FILE_DETAIL, meant


def inside(name: str, attribute: str) -> Path:
    """The file that ``name`` means, seen from the work folder.

    Raises Refused when it lies elsewhere, by its path or by a link.
    """
    work = Path.cwd().resolve()
    path = (work / name).resolve()
    if not path.is_relative_to(work):
        raise Refused(
            meant(OUTSIDE_FILE),
            meant(OUTSIDE_FILE_DETAIL, attribute=attribute),
            (attribute,),
        )
    return path


def content(name: str, attribute: str) -> bytes:
    """What the file holds. Raises Refused when it is outside, or OSError."""
    return inside(name, attribute).read_bytes()
