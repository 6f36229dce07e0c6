"""The words of the command that makes what a student hands in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from grader.words.parser import command

if TYPE_CHECKING:
    from grader.words.parser import Commands

PACK = """examples:
  python -m grader pack 5               05_save_to_s3.zip, with what is graded and nothing else
  python -m grader pack all             every challenge that I began, in groundtrack.zip
  python -m grader pack 5 --in PATH --out work.zip

exit codes: 0 packed, 2 there is nothing to grade, 64 wrong usage
"""


def add_handing_in(commands: Commands) -> None:
    """Add pack."""
    pack = command(commands, "pack", "make the zip to hand in", PACK)
    pack.add_argument("challenge", metavar="N", help="5, 05, save_to_s3, 05_save_to_s3, or all")
    pack.add_argument(
        "--in", dest="folder", type=Path, metavar="PATH", help="another folder than the challenge's"
    )
    pack.add_argument("--out", type=Path, metavar="FILE", help="where to write the zip")
