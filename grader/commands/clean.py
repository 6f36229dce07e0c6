"""``clean``: how much caches and leftovers take, and their removal."""

from __future__ import annotations

import argparse
import contextlib
import shutil
import sys
from pathlib import Path

from grader.exits import FULL_MARKS
from grader.locale import _
from grader.places import cache_folder, data_folder


def run(arguments: argparse.Namespace) -> int:
    """Print the sizes; remove caches and the cells of graders that are gone."""
    from grader.sandbox.cells import base_folder, sweep

    cache, cells = cache_folder(), base_folder()
    _say(_("caches"), cache, _size(cache))
    _say(_("cells, running or left by a grader that was killed"), cells, _size(cells))
    with contextlib.suppress(OSError):
        _say(_("attempts, kept"), data_folder(), _size(data_folder()))
    if arguments.dry_run:
        return FULL_MARKS
    shutil.rmtree(cache, ignore_errors=True)
    swept = sweep()
    sys.stdout.write(
        _("Removed the caches and {n} leftovers; caches are made again when needed.").format(
            n=swept
        )
        + "\n"
    )
    return FULL_MARKS


def _say(what: str, folder: Path, size: int) -> None:
    sys.stdout.write(f"{size / 1024:>10.1f} KB  {what}: {folder}\n")


def _size(folder: Path) -> int:
    return sum(p.lstat().st_size for p in folder.rglob("*") if p.is_file() and not p.is_symlink())
