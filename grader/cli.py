"""The commands: their words are in grader/words, what they do is in grader/commands."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from grader import __version__
from grader.exits import INTERRUPTED, USAGE, WrongUsage
from grader.locale import _, ngettext, speak
from grader.words.authoring import add_authoring
from grader.words.bench import add_bench
from grader.words.classroom import add_classroom
from grader.words.grading import add_grading
from grader.words.handing_in import add_handing_in
from grader.words.pages import add_pages
from grader.words.parser import FORM, Parser, common

PATIENCE = 0.9
"""Seconds that an interrupted command may take to stop what it started."""
EXAMPLES = """examples:
  python -m grader                      the course, and what to do next
  python -m grader check 5              grade my work in challenges/05_save_to_s3
  python -m grader check 5 key          only one criterion, and what it needs
  python -m grader check 5 --in PATH    grade another folder
  python -m grader check all            everything, with one line for each challenge
  python -m grader hint 5               when I am stuck
  python -m grader up                   a cloud to work on; then, in another terminal:
  python -m grader tf apply 5           put my Terraform on it
  python -m grader history 5            my attempts
  python -m grader doctor               what this machine has and lacks
"""


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    top = Parser(
        prog="python -m grader",
        description="Cloud-engineering courseware that grades itself.",
        epilog=EXAMPLES,
        formatter_class=FORM,
    )
    top.add_argument("--version", action="version", version=f"groundtrack {__version__}")
    common(top)
    commands = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    add_grading(commands)
    add_handing_in(commands)
    add_bench(commands)
    add_pages(commands)
    add_classroom(commands)
    add_authoring(commands)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    _write_what_can_be_written()
    arguments = _read(argv)
    speak(arguments.lang)
    signal.signal(signal.SIGINT, _interrupted)
    signal.signal(signal.SIGTERM, _interrupted)
    try:
        return _run(arguments)
    except WrongUsage as error:
        sys.stderr.write(f"{error}\n")
        return USAGE
    except KeyboardInterrupt:
        sys.stderr.write("\n" + _("Interrupted; everything that was started is stopped.") + "\n")
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has gone; keep the interpreter from complaining at its end.
        sys.stdout = None
        return 1


def _read(argv: Sequence[str] | None) -> argparse.Namespace:
    """Read the words; only `tf` hands words that it does not know on.

    Criteria count wherever they stand: argparse takes those behind an option for unknown words.
    """
    top = parser()
    arguments, unknown = top.parse_known_args(argv)
    options = [word for word in unknown if word.startswith("-")]
    if options and arguments.command != "tf":
        top.error(
            ngettext("unknown option: {words}", "unknown options: {words}", len(options)).format(
                words=" ".join(options)
            )
        )
    if arguments.command == "check":
        arguments.criteria = [*arguments.criteria, *unknown]
    elif unknown and arguments.command != "tf":
        top.error(_("unknown words: {words}").format(words=" ".join(unknown)))
    arguments.further = unknown
    return arguments


def _run(arguments: argparse.Namespace) -> int:
    """Run the command's own module, the only one that is loaded."""
    name = arguments.command or "overview"
    if name == "check" and arguments.challenge == "all":
        name = "check_all"
    code: int = import_module(f"grader.commands.{name}").run(arguments)
    return code


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
