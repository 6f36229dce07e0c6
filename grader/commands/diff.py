"""``diff N``: what differs from the starter."""

from __future__ import annotations

import argparse
import difflib
import sys

from grader import starter
from grader.bench.work import own_files
from grader.commands.cloud import say
from grader.course import find
from grader.exits import FULL_MARKS
from grader.locale import _
from grader.report.lines import Line
from grader.report.terminal import is_coloured, write

STYLES = {"+": "good", "-": "bad", "@": "quiet"}


def run(arguments: argparse.Namespace) -> int:
    """Print a unified diff, file by file."""
    challenge = find(arguments.challenge)
    before, mine = starter.read(challenge.folder), own_files(challenge)
    lines = [
        Line(((text, STYLES.get(text[:1], "")),))
        for name in sorted(before.keys() | mine.keys())
        for text in _differences(name, before.get(name), mine.get(name))
    ]
    if not lines:
        say(_("Nothing differs from the starter."))
        return FULL_MARKS
    write(lines, sys.stdout, coloured=is_coloured(sys.stdout, plain=arguments.plain))
    return FULL_MARKS


def _differences(name: str, before: bytes | None, mine: bytes | None) -> list[str]:
    if before == mine:
        return []
    try:
        texts = [(content or b"").decode("utf-8").splitlines() for content in (before, mine)]
    except UnicodeDecodeError:
        return [_("{name} differs, and is not text").format(name=name)]
    old = name if before is not None else "/dev/null"
    new = name if mine is not None else "/dev/null"
    return list(difflib.unified_diff(texts[0], texts[1], fromfile=old, tofile=new, lineterm=""))
