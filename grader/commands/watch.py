"""``watch N``: check again whenever a file is saved, and show what changed."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from grader.commands.cloud import say
from grader.commands.kept import remember
from grader.commands.usage import chosen_folder, chosen_seed
from grader.course import Challenge, find
from grader.exits import FULL_MARKS
from grader.grade import grade
from grader.locale import _
from grader.progress import Progress
from grader.report import terminal
from grader.report.model import Report
from grader.report.text import status_text
from grader.stage import Options

QUIET_MS = 50
"""Milliseconds without a change after which a save is over."""
POLL_MS = 300
"""Milliseconds between two looks where the system tells of no changes."""
LOOK_MS = 100
"""Milliseconds of watching before the first check: what is saved from then on is seen."""
IGNORED = frozenset({".terraform", "__pycache__", ".git", "build", "node_modules"})


def run(arguments: argparse.Namespace) -> int:
    """Grade at once and after every save, until Ctrl-C."""
    challenge = find(arguments.challenge)
    folder = chosen_folder(arguments)
    own = arguments.folder is None
    # One seed for all: what changes from check to check is the student's doing.
    options = Options(chosen_seed(None))
    last: Report | None = None
    say(_("Watching {path}; Ctrl-C ends it.").format(path=folder))
    for _changes in _saves(folder):
        report = _checked(challenge, folder, options)
        _show(last, report, plain=arguments.plain)
        if own and report.rejection is None:
            remember(report)
        last = report
    return FULL_MARKS


def _saves(folder: Path) -> Iterator[None]:
    """Yield now, and after every save below ``folder``, also one during a check."""
    from watchfiles import watch

    polling = "WATCHFILES_FORCE_POLLING" in os.environ or None
    is_first = True
    for changes in watch(
        folder,
        watch_filter=lambda _change, path: counts(folder, Path(path)),
        debounce=500,
        step=QUIET_MS,
        poll_delay_ms=POLL_MS,
        force_polling=polling,
        rust_timeout=LOOK_MS,
        yield_on_timeout=True,
    ):
        if changes or is_first:
            yield
        is_first = False


def counts(folder: Path, path: Path) -> bool:
    """Whether a change of ``path`` can change the verdict."""
    parts = path.relative_to(folder).parts if path.is_relative_to(folder) else path.parts
    hidden = any(part.startswith(".") for part in parts)
    return not hidden and not IGNORED & set(parts) and ".tfstate" not in path.name


def _checked(challenge: Challenge, folder: Path, options: Options) -> Report:
    from dataclasses import replace

    with Progress() as progress:
        return grade(challenge, folder, replace(options, progress=progress))


def _show(last: Report | None, report: Report, *, plain: bool) -> None:
    if sys.stdout.isatty() and not plain:
        sys.stdout.write("\033[2J\033[H")
    terminal.show(report, plain=plain)
    say()
    say(_("Checked at {time}.").format(time=f"{datetime.now():%H:%M:%S}"))
    if last is not None:
        for line in changes(last, report) or [_("Nothing changed since the last check.")]:
            say(line)
    sys.stdout.flush()


def changes(last: Report, report: Report) -> list[str]:
    """Return what each criterion gained or lost since the last report, a line each."""
    before = {criterion.id: criterion for criterion in last.criteria}
    lines = []
    for now in report.criteria:
        earlier = before.get(now.id)
        if earlier is not None and earlier.points != now.points:
            lines.append(f"{now.points - earlier.points:+d}  {now.title}")
        elif earlier is not None and earlier.status != now.status:
            lines.append(
                _("now {status}: {title}").format(status=status_text(now.status), title=now.title)
            )
    return lines
