"""Reports as Markdown of GitHub's kind, for the summary of a job."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping

from grader.locale import _
from grader.report.model import Criterion, Output, Report
from grader.report.text import (
    foot,
    labelled,
    name_of,
    points_text,
    points_were_lost,
    printed,
    score_text,
    status_text,
    visible,
)
from grader.rubric import Finding

ROOM = 100_000
"""Bytes of one report: GitHub takes 1 MiB of summary a step, and a step may check nine."""
LONGEST = 4000
"""Characters of one text in it; the JSON report has all."""
SYMBOLS = {"passed": "✅", "partial": "🟡", "failed": "❌", "not_run": "➖"}
UNDECIDED = "❔"


def render(reports: Mapping[str, Report]) -> str:
    """Return the summary of reports, by the commands that give them again.

    Several have a table of all before them.
    """
    parts = [_limited(_sections(report, command)) for command, report in reports.items()]
    if len(parts) > 1:
        parts.insert(0, "\n".join(_overview(reports.values())))
    return "\n\n".join(parts) + "\n"


def _limited(sections: Iterable[str]) -> str:
    kept: list[str] = []
    room = ROOM
    for section in sections:
        room -= len(section.encode())
        if room < 0:
            kept.append("_" + _("The rest is in the report itself.") + "_")
            break
        kept.append(section)
    return "\n\n".join(kept)


def _overview(reports: Iterable[Report]) -> Iterator[str]:
    yield f"| {_('challenge')} | {_('points')} |"
    yield "|---|---:|"
    for report in reports:
        yield f"| {_inline(name_of(report))} | {_inline(score_text(report))} |"


def _sections(report: Report, command: str) -> Iterator[str]:
    yield f"## {_inline(name_of(report))}: {_inline(score_text(report))}"
    if report.rejection is not None:
        yield _finding(report.rejection)
    for error in report.errors:
        yield f"**{_('Could not grade')}**\n\n" + _finding(error)
    yield "\n".join(_table(report))
    if report.rejection is None:
        for criterion in report.criteria:
            yield from _explained(criterion)
    if points_were_lost(report):
        yield from (_output(output) for output in report.output if printed(output))
    if report.advice:
        yield f"### {_('Advice, costs no points')}"
        yield from (_finding(advice) for advice in report.advice)
    yield _inline(foot(report.seconds, report))
    yield _block(command)


def _table(report: Report) -> Iterator[str]:
    yield f"| | {_('criterion')} | {_('points')} |"
    yield "|---|---|---:|"
    for criterion in report.criteria:
        symbol = SYMBOLS.get(criterion.status, UNDECIDED)
        title = _inline(criterion.title.rstrip("."))
        yield f"| {symbol} {status_text(criterion.status)} | {title} | {points_text(criterion)} |"


def _explained(criterion: Criterion) -> Iterator[str]:
    if criterion.status in {"passed", "not_run"} or not criterion.findings:
        return
    yield f"### {_inline(criterion.title.rstrip('.'))}"
    yield from (_finding(finding) for finding in criterion.findings)


def _finding(finding: Finding) -> str:
    """Return a finding: its message as text, what was seen as it was seen."""
    message = f"**{_inline(finding.message)}**"
    seen = "\n".join(f"{label}: {_short(text)}" for label, text in labelled(finding))
    return f"{message}\n\n{_block(seen)}" if seen else message


def _output(output: Output) -> str:
    title = _html(_("{name} printed:").format(name=output.source))
    return f"<details><summary>{title}</summary>\n\n{_block(_short(printed(output)))}\n\n</details>"


def _short(text: str) -> str:
    """Return ``text`` without its middle where it is long."""
    if len(text) <= LONGEST:
        return text
    half = LONGEST // 2
    left_out = _("[{n} more characters]").format(n=len(text) - 2 * half)
    return f"{text[:half]} {left_out} {text[-half:]}"


def _block(text: str) -> str:
    """Return ``text`` in a fence that is longer than any in it."""
    text = visible(text)
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"


def _inline(text: str) -> str:
    """Return ``text`` as one line in which no character means anything to Markdown or HTML."""
    return re.sub(r"([\\`*_{}\[\]()#+!|~$-])", r"\\\1", _html(text))


def _html(text: str) -> str:
    return html.escape(" ".join(visible(_short(text)).split()), quote=False)
