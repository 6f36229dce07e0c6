"""The parser of every command, and what they all take."""

from __future__ import annotations

import argparse
import difflib
import sys
from typing import TYPE_CHECKING, Any, NoReturn

from grader.exits import USAGE
from grader.locale import LANGUAGES, PSEUDO, _

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction["Parser"]

FORM = argparse.RawDescriptionHelpFormatter


class Parser(argparse.ArgumentParser):
    """Exits with 64 on wrong usage: 2 means "could not grade" here."""

    def error(self, message: str) -> NoReturn:
        """Print what is wrong and the next step."""
        sys.stderr.write(f"{self.prog}: {message}\n")
        sys.stderr.write(_("See: {command} --help").format(command=self.prog) + "\n")
        raise SystemExit(USAGE)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Name the command that was meant, where a name is none."""
        names = list(action.choices or ())
        if action.dest != "command" or not names or value in names:
            return super()._check_value(action, value)
        message = _("there is no command {name}.").format(name=value)
        near = difflib.get_close_matches(value, names, 1, cutoff=0.5)
        if near:
            message += " " + _("Did you mean {near}?").format(near=near[0])
        else:
            message += " " + _("There are {names}.").format(names=", ".join(names))
        raise argparse.ArgumentError(None, message)


def common(parser: argparse.ArgumentParser, default: str | None = None) -> None:
    """Add what every command takes; ``default`` keeps what was said before the command's name."""
    parser.add_argument(
        "--lang", type=language, metavar="|".join(LANGUAGES), default=default,
        help="language of the messages",
    )  # fmt: skip
    parser.add_argument(
        "--plain", action="store_true", default=default or False,
        help="no colours, no line drawing",
    )  # fmt: skip


def seed(text: str) -> int:
    """Read a seed."""
    if not text.isdecimal() or int(text) >= 2**31:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 0 to {2**31 - 1}")
    return int(text)


def language(text: str) -> str:
    """Read the name of a language."""
    if text not in (*LANGUAGES, PSEUDO):
        raise argparse.ArgumentTypeError(
            _("there are no messages in {language!r}; there are in {languages}").format(
                language=text, languages=", ".join(LANGUAGES)
            )
        )
    return text


def command(
    commands: Commands, name: str, description: str, examples: str
) -> argparse.ArgumentParser:
    """Add the command ``name``; its ``examples`` stand below its help."""
    parser = commands.add_parser(
        name, help=description, description=description, epilog=examples, formatter_class=FORM
    )
    common(parser, default=argparse.SUPPRESS)
    return parser
