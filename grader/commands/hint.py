"""``hint N``: one more hint each time; it costs nothing."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from grader.commands.cloud import say
from grader.course import find
from grader.exits import FULL_MARKS
from grader.keeping import write_whole
from grader.locale import _, ngettext
from grader.places import data_folder

FILE = "hints.json"


def run(arguments: argparse.Namespace) -> int:
    """Print the hints that were asked for so far, and one more."""
    challenge = find(arguments.challenge)
    hints = challenge.hints
    shown = min(_shown().get(challenge.slug, 0) + 1, len(hints))
    for number, text in enumerate(hints[:shown], start=1):
        say(f"{number}. {_(text)}")
    say()
    if shown < len(hints):
        more = len(hints) - shown
        said = ngettext("There is {n} more: ask again.", "There are {n} more: ask again.", more)
        say(said.format(n=more))
    else:
        folder = f"challenges/{challenge.slug}"
        say(_("There are no more; the rest is in {path}.").format(path=f"{folder}/README.md"))
    _remember(challenge.slug, shown)
    return FULL_MARKS


def _shown() -> dict[str, int]:
    try:
        found = json.loads(_file().read_text(encoding="utf-8"))
        return {str(slug): int(number) for slug, number in found.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}  # whoever loses count begins with the first hint again


def _remember(slug: str, number: int) -> None:
    try:
        write_whole(_file(), json.dumps(_shown() | {slug: number}))
    except OSError as error:
        say(_("How many were shown cannot be kept: {reason}").format(reason=error.strerror))


def _file() -> Path:
    return data_folder() / FILE
