"""The walls of bubblewrap around one function's process."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from grader.sandbox.interpreter import PROJECT
from grader.sandbox.seccomp import filter_file
from grader.sandbox.wall import Wall, interpreter

_OURS = ("__init__.py", "cloud/__init__.py", "cloud/function", "sandbox")
"""What the program inside is made of; neither checks nor what they expect."""


def function_wall(cell: Path, packages: Path, readable: Iterable[str]) -> Wall:
    """Return what every function of a cell sees; its own folder is still to be named.

    ``packages`` is where functions' code is unpacked, ``readable`` what AWS's runtime brings.
    """
    packages.mkdir(exist_ok=True)
    ours = (str(PROJECT / "grader" / name) for name in _OURS)
    return Wall(
        read=(*interpreter(), *ours, *readable, str(packages)),
        network="shared",
        filter=filter_file(cell, "student"),
        session=False,
    )
