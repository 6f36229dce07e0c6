"""The parser of every command, and what they all take."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, NoReturn

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
