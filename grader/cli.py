"""The commands, and which words they take; what they do is in grader/commands."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from grader import __version__
from grader.exits import INTERRUPTED, USAGE
from grader.locale import LANGUAGES, PSEUDO, _, speak

PATIENCE = 0.9
"""Seconds that an interrupted command may take to stop what it started."""
EXAMPLES = """examples:
  python -m grader                      the course, and what to do next
  python -m grader check 5              grade my work in challenges/05_save_to_s3
  python -m grader check 5 key          only one criterion, and what it needs
  python -m grader check 5 --in PATH    grade another folder
  python -m grader check all            everything, with one line for each challenge
  python -m grader history 5            my attempts
  python -m grader doctor               what this machine has and lacks
"""
CHECK_EXAMPLES = """examples:
  python -m grader check 5
  python -m grader check save_to_s3 --in solutions/05_save_to_s3
  python -m grader check 5 key two_captures
  python -m grader check all --in solutions
  python -m grader check 5 --seed 7 --format json --out report.json
  python -m grader check 5 --provider official
  python -m grader check 5 --keep       look into the cloud afterwards

exit codes: 0 full marks, 1 points lost, 2 could not grade, 64 wrong usage, 130 interrupted
"""


class Parser(argparse.ArgumentParser):
    """Exits with 64 on wrong usage: 2 means "could not grade" here."""

    def error(self, message: str) -> NoReturn:
        """Print what is wrong and the next step."""
        sys.stderr.write(f"{self.prog}: {message}\n")
        sys.stderr.write(_("See: {command} --help").format(command=self.prog) + "\n")
        raise SystemExit(USAGE)


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    form = argparse.RawDescriptionHelpFormatter
    top = Parser(
        prog="python -m grader",
        description="Cloud-engineering courseware that grades itself.",
        epilog=EXAMPLES,
        formatter_class=form,
    )
    top.add_argument("--version", action="version", version=f"groundtrack {__version__}")
    _common(top)
    commands = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)

    check = commands.add_parser(
        "check", help="grade a submission", epilog=CHECK_EXAMPLES, formatter_class=form
    )
    check.add_argument("challenge", metavar="N", help="5, 05, save_to_s3, 05_save_to_s3, or all")
    check.add_argument(
        "criteria", nargs="*", default=[], metavar="CRITERION", help="only these criteria"
    )
    check.add_argument("--in", dest="folder", type=Path, metavar="PATH", help="the folder to grade")
    check.add_argument("--format", choices=("terminal", "json"), default="terminal")
    check.add_argument("--out", type=Path, metavar="FILE", help="write the report to a file")
    check.add_argument("--seed", type=_seed, metavar="S", help="repeat a run with its values")
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
        "--keep", action="store_true", help="keep the cloud and the files until Enter is pressed"
    )
    check.add_argument(
        "--bundle", action="store_true", help="write a zip with all that explains the result"
    )
    _common(check, default=argparse.SUPPRESS)

    history = commands.add_parser(
        "history", help="my attempts", formatter_class=form,
        epilog="example:\n  python -m grader history 5\n",
    )  # fmt: skip
    history.add_argument("challenge", metavar="N")
    _common(history, default=argparse.SUPPRESS)

    doctor = commands.add_parser(
        "doctor", help="what this machine has and lacks, with the remedy", formatter_class=form,
        epilog="example:\n  python -m grader doctor\n\nexit codes: 0 can grade, 2 cannot\n",
    )  # fmt: skip
    _common(doctor, default=argparse.SUPPRESS)

    clean = commands.add_parser(
        "clean", help="sizes of caches and leftovers, and their removal", formatter_class=form,
        epilog="examples:\n  python -m grader clean --dry-run\n  python -m grader clean\n",
    )  # fmt: skip
    clean.add_argument("--dry-run", action="store_true", help="only show the sizes")
    _common(clean, default=argparse.SUPPRESS)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    _write_what_can_be_written()
    arguments = parser().parse_args(argv)
    speak(arguments.lang)
    signal.signal(signal.SIGINT, _interrupted)
    signal.signal(signal.SIGTERM, _interrupted)
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        sys.stderr.write("\n" + _("Interrupted; everything that was started is stopped.") + "\n")
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has gone; keep the interpreter from complaining at its end.
        sys.stdout = None
        return 1


def _run(arguments: argparse.Namespace) -> int:
    if arguments.command == "check" and arguments.challenge == "all":
        from grader.commands.check_all import run as run_all

        return run_all(arguments)
    if arguments.command == "check":
        from grader.commands.check import run

        return run(arguments)
    if arguments.command == "history":
        from grader.commands.history import run as show_history

        return show_history(arguments.challenge)
    if arguments.command == "doctor":
        from grader.commands.doctor import run as examine

        return examine(plain=arguments.plain)
    if arguments.command == "clean":
        from grader.commands.clean import run as clean

        return clean(dry_run=arguments.dry_run)
    from grader.commands.overview import run as overview

    return overview()


def _common(parser: argparse.ArgumentParser, default: str | None = None) -> None:
    """Add what every command takes; ``default`` keeps what was said before the command's name."""
    parser.add_argument(
        "--lang", type=_language, metavar="|".join(LANGUAGES), default=default,
        help="language of the messages",
    )  # fmt: skip
    parser.add_argument(
        "--plain", action="store_true", default=default or False,
        help="no colours, no line drawing",
    )  # fmt: skip


def _seed(text: str) -> int:
    if not text.isdecimal() or int(text) >= 2**31:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 0 to {2**31 - 1}")
    return int(text)


def _language(text: str) -> str:
    if text not in (*LANGUAGES, PSEUDO):
        raise argparse.ArgumentTypeError(f"{text!r} is none of {', '.join(LANGUAGES)}")
    return text


def _interrupted(_signal: int, _frame: object) -> NoReturn:
    """Stop everything in order; if that takes too long, end at once: the keeper clears away."""
    timer = threading.Timer(PATIENCE, os._exit, [INTERRUPTED])
    timer.daemon = True
    timer.start()
    raise KeyboardInterrupt


def _write_what_can_be_written() -> None:
    """Let no console's encoding break a report."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
