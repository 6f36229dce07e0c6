"""The words of the commands that grade, and of those that look after the grader."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from grader.cloud.gateway import URL
from grader.report.formats import SUFFIXES
from grader.words.parser import command, seed

if TYPE_CHECKING:
    from grader.words.parser import Commands

CHECK = """examples:
  python -m grader check 5
  python -m grader check save_to_s3 --in solutions/05_save_to_s3
  python -m grader check 5 key two_captures
  python -m grader check all --in solutions
  python -m grader check 5 --seed 7 --format json
  python -m grader check 5 --out report.html
  python -m grader check all --format json,html,junit --out reports/
  python -m grader check 5 --provider official
  python -m grader check 5 --live       grade what stands on LocalStack or `up`
  python -m grader check 5 --keep       look into the cloud afterwards

exit codes: 0 full marks, 1 points lost, 2 could not grade, 64 wrong usage, 130 interrupted
"""


def _forms(text: str) -> tuple[str, ...]:
    """Read names of forms with commas between them."""
    names = tuple(text.split(","))
    for name in names:
        if name not in SUFFIXES:
            raise argparse.ArgumentTypeError(f"{name!r} is none of {', '.join(SUFFIXES)}")
    return names


def add_grading(commands: Commands) -> None:
    """Add check, history, doctor and clean."""
    check = command(commands, "check", "grade a submission", CHECK)
    check.add_argument("challenge", metavar="N", help="5, 05, save_to_s3, 05_save_to_s3, or all")
    check.add_argument(
        "criteria", nargs="*", default=[], metavar="CRITERION", help="only these criteria"
    )
    check.add_argument("--in", dest="folder", type=Path, metavar="PATH", help="the folder to grade")
    check.add_argument(
        "--begun", action="store_true", help="with all: leave out what is still the starter"
    )
    check.add_argument(
        "--format", type=_forms, action="append", metavar="FORM",
        help=f"{', '.join(SUFFIXES)}; several with commas between them, or one after another",
    )  # fmt: skip
    check.add_argument(
        "--out", metavar="FILE|DIR/", help="write the report to a file, or each form to a folder"
    )
    check.add_argument("--seed", type=seed, metavar="S", help="repeat a run with its values")
    check.add_argument("--verbose", action="store_true", help="show all that was printed")
    check.add_argument(
        "--terraform", default="bundled", metavar="bundled|PATH",
        help="the Terraform to use: the bundled core, or a terraform or tofu program",
    )  # fmt: skip
    check.add_argument(
        "--provider", choices=("course", "official"), default="course",
        help="the aws provider: the course's own, or hashicorp/aws itself (slow)",
    )  # fmt: skip
    check.add_argument(
        "--live", nargs="?", const=URL, metavar="URL",
        help=f"grade what stands on a cloud that runs already ({URL}), deploying nothing",
    )  # fmt: skip
    check.add_argument("--no-wait", action="store_true", help="with --live: wait for no schedule")
    check.add_argument(
        "--allow-remote", action="store_true",
        help="with --live: the cloud may be on another machine; never AWS itself",
    )  # fmt: skip
    check.add_argument(
        "--browser", metavar="PATH", help="for pages: the Chromium, Chrome or Edge to use"
    )
    check.add_argument(
        "--keep", action="store_true", help="keep the cloud and the files until Enter is pressed"
    )
    check.add_argument(
        "--bundle", action="store_true", help="write a zip with all that explains the result"
    )

    history = command(
        commands, "history", "my attempts", "example:\n  python -m grader history 5\n"
    )
    history.add_argument("challenge", metavar="N")

    command(
        commands, "doctor", "what this machine has and lacks, with the remedy",
        "example:\n  python -m grader doctor\n\nexit codes: 0 can grade, 2 cannot\n",
    )  # fmt: skip

    clean = command(
        commands, "clean", "sizes of caches and leftovers, and their removal",
        "examples:\n  python -m grader clean --dry-run\n  python -m grader clean\n",
    )  # fmt: skip
    clean.add_argument("--dry-run", action="store_true", help="only show the sizes")
