"""Several reports at a glance: a line for each challenge, and what was lost below it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from grader.locale import _
from grader.report.lines import Line, Symbols
from grader.report.model import Criterion, Report
from grader.report.text import OPEN, foot, score_text, visible

NAME = 18


@dataclass(frozen=True)
class Summary:
    """How wide the summary is, with which symbols."""

    width: int = 80
    symbols: Symbols = field(default_factory=Symbols)

    def lines(self, reports: Iterable[Report], seconds: float) -> Iterator[Line]:
        """Yield the lines from top to bottom; ``seconds`` is how long all of them took."""
        every = tuple(reports)
        for report in every:
            yield self._head(report)
            yield from self._lost(report)
        yield Line((("", ""),))
        graded = [report for report in every if report.score is not None]
        total = _("{score} of {most} points, {full} of {all} challenges complete").format(
            score=sum(report.score or 0 for report in graded),
            most=sum(report.max_score for report in every),
            full=sum(report.score == report.max_score for report in graded),
            all=len(every),
        )
        yield Line(((total, "strong"),))
        for line in textwrap.wrap(foot(seconds, *every), self.width):
            yield Line(((line, "quiet"),))

    def _head(self, report: Report) -> Line:
        symbol, style = {
            0: (self.symbols.passed, "good"),
            1: (self.symbols.partial if report.score else self.symbols.failed, "warn"),
        }.get(report.exit_code, (self.symbols.undecided, "bad"))
        name = f"{report.challenge:>2}  {report.slug.partition('_')[2]:<{NAME}}"
        score = score_text(report)
        gap = " " * max(1, self.width - 3 - len(name) - len(score))
        return Line(((f" {symbol} ", style), (name, ""), (gap + score, style)))

    def _lost(self, report: Report) -> Iterator[Line]:
        for reason in reasons(report):
            yield from self._wrapped(visible(reason))

    def _wrapped(self, text: str) -> Iterator[Line]:
        margin = " " * 7
        for line in textwrap.wrap(text, self.width - len(margin)):
            yield Line(((margin + line, "quiet"),))


def reasons(report: Report) -> Iterator[str]:
    """Yield what was lost and why, each in a line; nothing at full marks."""
    if report.rejection is not None:
        yield report.rejection.message
        return
    yield from (finding.message for finding in report.errors)
    told = (_told(criterion) for criterion in report.criteria if criterion.status != "passed")
    # One failure of ours keeps many criteria from being judged: it is said once.
    yield from dict.fromkeys(filter(None, told))


def _told(criterion: Criterion) -> str:
    if criterion.status in OPEN:
        return criterion.findings[0].message if criterion.findings else ""
    lost = criterion.max_points - criterion.points
    reason = f" {criterion.findings[0].message}" if criterion.findings else ""
    return f"-{lost}  {criterion.title.rstrip('.')}.{reason}"
