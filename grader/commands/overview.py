"""``python -m grader``: the course at a glance."""

from __future__ import annotations

import argparse
import sys

from grader import attempts
from grader.commands.kept import kept_attempts
from grader.course import challenges
from grader.exits import FULL_MARKS
from grader.locale import _
from grader.report.lines import Line
from grader.report.terminal import symbols_for, write


def run(_arguments: argparse.Namespace) -> int:
    """Print the challenges, the best score in each, and the next thing to do."""
    kept = kept_attempts()
    symbols = symbols_for(sys.stdout)
    lines = [
        Line(((_("Groundtrack: cloud engineering, one challenge at a time"), "strong"),)),
        _empty(),
    ]
    following = None
    for challenge in challenges():
        score = attempts.best(kept.get(challenge.slug, ()))
        done = score == challenge.max_score
        if not done and following is None:
            following = challenge
        symbol = symbols.passed if done else (symbols.partial if score else " ")
        shown = "" if score is None else f"{score}/{challenge.max_score}"
        name = challenge.slug.partition("_")[2]
        lines.append(
            Line(
                (
                    (f" {symbol} ", "good" if done else "warn"),
                    (f"{challenge.number:>2}  {name:<18}", ""),
                    (f"{_(challenge.title):<44} ", "quiet"),
                    (f"{shown:>7}", "good" if done else ""),
                )
            )
        )
    lines.append(_empty())
    if following is None:
        lines.append(Line(((_("Everything is earned."), "good"),)))
    else:
        folder = f"challenges/{following.slug}"
        lines.append(Line(((_("Next: read {path}").format(path=f"{folder}/README.md"), ""),)))
        command = f"python -m grader check {following.number}"
        lines.append(Line(((_("then   {command}").format(command=command), ""),)))
    write(lines, sys.stdout, coloured=sys.stdout.isatty())
    return FULL_MARKS


def _empty() -> Line:
    return Line((("", ""),))
