"""Reports as GitHub's workflow commands: what was lost, at its line in the pull request.

docs.github.com/actions/reference/workflows-and-actions/workflow-commands: "Setting an error
message", "Stopping and starting workflow commands"; the escapes are those of
github.com/actions/toolkit, packages/core/src/command.ts.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, TextIO

from grader.report.model import Criterion, Report
from grader.report.text import labelled, name_of, score_text, visible
from grader.rubric import Finding

Level = Literal["error", "warning", "notice"]
SUMMARY = "GITHUB_STEP_SUMMARY"
WORKSPACE = "GITHUB_WORKSPACE"
LONGEST = 4000
"""Characters of a message; GitHub shows 64 KiB of all annotations of a run."""


def commands(report: Report, folder: Path | None = None) -> Iterator[str]:
    """Yield a command for each finding, then one with the total.

    ``folder`` is what was graded: files are named from the repository's root.
    """
    base = _from_the_root(folder)
    name = name_of(report)
    for finding in (report.rejection, *report.errors):
        if finding is not None:
            yield command("error", name, finding, base)
    for criterion in report.criteria:
        level = _level(criterion)
        if level is not None:
            title = f"{name}: {criterion.title.rstrip('.')}"
            yield from (command(level, title, found, base) for found in criterion.findings)
    for advice in report.advice:
        yield command("notice", name, advice, base)
    yield command("notice", name, Finding(score_text(report)), base)


def append_summary(text: str) -> None:
    """Add ``text`` to the summary of the job, where there is one. Raises OSError."""
    path = os.environ.get(SUMMARY)
    if path:
        with Path(path).open("a", encoding="utf-8", newline="\n") as summary:
            summary.write(text + "\n")


@contextmanager
def deaf(stream: TextIO) -> Iterator[None]:
    """Let the runner obey nothing that is written meanwhile: a student's print is only text."""
    token = secrets.token_hex(16)
    stream.write(f"::stop-commands::{token}\n")
    try:
        yield
    finally:
        stream.write(f"::{token}::\n")


def _level(criterion: Criterion) -> Level | None:
    if criterion.status in {"passed", "not_run"}:
        return None  # what is not run is explained where its parent was lost
    return "error" if criterion.status in {"failed", "partial", "error"} else "warning"


def command(level: Level, title: str, finding: Finding, base: str = "") -> str:
    """Return one command; ``base`` stands before the names of files."""
    properties: dict[str, str] = {}
    where = finding.where
    if where is not None:
        properties["file"] = base + where.file
        if where.line:
            properties["line"] = str(where.line)
    properties["title"] = title
    lines = (finding.message, *_beside(finding))
    joined = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{level} {joined}::{_data(chr(10).join(lines)[:LONGEST])}"


def _beside(finding: Finding) -> Iterable[str]:
    return (f"{label}: {text}" for label, text in labelled(finding))


def _from_the_root(folder: Path | None) -> str:
    if folder is None:
        return ""
    root = Path(os.environ.get(WORKSPACE) or Path.cwd()).resolve()
    try:
        inside = folder.resolve().relative_to(root).as_posix()
    except ValueError:
        return ""
    return "" if inside == "." else inside + "/"


def _data(text: str) -> str:
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
