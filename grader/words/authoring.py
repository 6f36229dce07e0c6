"""The words of the commands for those who write challenges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.words.parser import command

if TYPE_CHECKING:
    from grader.words.parser import Commands

LINT = """examples:
  python -m grader lint                 every challenge, with all its cases
  python -m grader lint 5               one challenge
  python -m grader lint --fast          the files only, no case is graded
  python -m grader lint 5 -k timestamp  only the cases whose name holds this text

exit codes: 0 clean, 1 defects, 2 could not be linted, 64 wrong usage, 130 interrupted
"""


def add_authoring(commands: Commands) -> None:
    """Add lint."""
    lint = command(commands, "lint", "for authors: prove that a challenge judges right", LINT)
    lint.add_argument("challenge", nargs="?", metavar="N", help="5, 05, save_to_s3, 05_save_to_s3")
    which = lint.add_mutually_exclusive_group()
    which.add_argument("--fast", action="store_true", help="grade no case")
    which.add_argument("-k", dest="text", metavar="TEXT", help="grade the cases named like this")
