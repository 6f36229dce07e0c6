"""Files that a configuration names: inside the submission, or refused."""

from __future__ import annotations

from pathlib import Path

from grader.terraform.provider.places import submission
from grader.terraform.provider.resource import Refused
from grader.terraform.sentences import OUTSIDE_FILE, OUTSIDE_FILE_DETAIL, meant


def inside(name: str, attribute: str) -> Path:
    """The file that ``name`` means, seen from the folder of the root module.

    Raises Refused when it lies outside the submission, by its path or by a link.
    """
    path = (Path.cwd() / name).resolve()
    if not path.is_relative_to(submission().resolve()):
        raise Refused(
            meant(OUTSIDE_FILE),
            meant(OUTSIDE_FILE_DETAIL, attribute=attribute),
            (attribute,),
        )
    return path


def content(name: str, attribute: str) -> bytes:
    """What the file holds. Raises Refused when it is outside, or OSError."""
    return inside(name, attribute).read_bytes()
