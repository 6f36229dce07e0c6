"""A report as lines of styled text, from which both the coloured and the plain form are made."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from grader.locale import _
from grader.report.model import Criterion, Output, Report
from grader.report.text import foot, labelled, points_text, points_were_lost, score_text, visible
from grader.rubric import Finding

LABEL = 11
INDENT = 5
OUTPUT_LINES = 40
LONGEST = 1000
"""Characters of one printed line that are shown."""


@dataclass(frozen=True)
class Symbols:
    """The few characters that not every console can show."""

    passed: str = "✓"
    partial: str = "◐"
    failed: str = "✗"
    not_run: str = "–"
    undecided: str = "?"
    separator: str = "·"


PLAIN_SYMBOLS = Symbols("+", "~", "x", "-", "?", "-")


@dataclass(frozen=True)
class Line:
    """One line: pieces of text, each with a style's name ("good", "bad", "quiet", "strong", "")."""

    pieces: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """The line without styles."""
        return "".join(piece for piece, _style in self.pieces)


@dataclass(frozen=True)
class Layout:
    """How wide the report is, with which symbols, and whether it tells everything."""

    width: int = 80
    symbols: Symbols = Symbols()
    verbose: bool = False
    encoding: str = "utf-8"

    def lines(self, report: Report) -> Iterator[Line]:
        """Yield the report's lines from top to bottom."""
        yield from self._head(report)
        if report.rejection:
            yield from self._finding(report.rejection)
            yield _blank()
        for criterion in report.criteria:
            yield from self._criterion(criterion, brief=report.rejection is not None)
        for error in report.errors:
            yield _blank()
            yield Line(((_("Could not grade"), "bad"),))
            yield from self._finding(error)
        yield from self._outputs(report)
        yield from self._advice(report)
        yield _blank()
        yield from self._foot(report)

    def _head(self, report: Report) -> Iterator[Line]:
        title = f"{report.challenge} {self.symbols.separator} {report.slug.partition('_')[2]}"
        yield self._row(title, score_text(report), "strong", "strong")
        yield _blank()

    def _criterion(self, criterion: Criterion, *, brief: bool) -> Iterator[Line]:
        symbol, style = {
            "passed": (self.symbols.passed, "good"),
            "partial": (self.symbols.partial, "warn"),
            "failed": (self.symbols.failed, "bad"),
            "not_run": (self.symbols.not_run, "quiet"),
        }.get(criterion.status, (self.symbols.undecided, "warn"))
        points = points_text(criterion)
        title = self._harmless(criterion.title.rstrip("."))
        room = self.width - len(points) - 5
        first, *rest = textwrap.wrap(title, room) or [title]
        gap = " " * max(1, self.width - 3 - len(first) - len(points))
        yield Line(((f" {symbol} ", style), (first, ""), (gap + points, style)))
        for more in rest:
            yield Line((("   " + more, ""),))
        if brief:
            return
        for finding in criterion.findings:
            yield from self._finding(finding, quiet=criterion.status == "not_run")

    def _finding(self, finding: Finding, *, quiet: bool = False) -> Iterator[Line]:
        yield from self._wrapped("", finding.message, "quiet" if quiet else "strong")
        for label, text in labelled(finding):
            yield from self._wrapped(label, text)

    def _wrapped(self, label: str, text: str, style: str = "") -> Iterator[Line]:
        margin = " " * INDENT
        head = f"{label:<{LABEL}}" if label else ""
        room = max(20, self.width - INDENT - len(head))
        for number, line in enumerate(_folded(self._harmless(text), room)):
            lead = head if number == 0 else " " * len(head)
            yield Line(((margin, ""), (lead, "quiet"), (line, style)))

    def _outputs(self, report: Report) -> Iterator[Line]:
        lost = points_were_lost(report)
        for output in report.output:
            if self.verbose or (lost and (output.traceback or output.text)):
                yield _blank()
                yield from self._output(output)

    def _output(self, output: Output) -> Iterator[Line]:
        title = _("{name} printed:").format(name=output.source)
        for line in _folded(self._harmless(title), self.width):
            yield Line(((line, "strong"),))
        shown = output.text.splitlines()
        limit = len(shown) if self.verbose else OUTPUT_LINES
        for line in shown[:limit]:
            for part in textwrap.wrap(self._harmless(line[:LONGEST]), self.width - 5) or [""]:
                yield Line((("     " + part, "quiet"),))
        if len(shown) > limit:
            more = _("[{n} more lines, see --verbose]").format(n=len(shown) - limit)
            yield Line((("     " + more, "quiet"),))
        if not shown and not output.traceback:
            yield Line((("     " + _("nothing"), "quiet"),))
        for frame in output.traceback:
            for part in _folded(self._harmless(frame), self.width - 7):
                yield Line((("       " + part, "warn"),))

    def _advice(self, report: Report) -> Iterator[Line]:
        if not report.advice:
            return
        yield _blank()
        yield Line(((_("Advice, costs no points"), "strong"),))
        for advice in report.advice:
            yield from self._finding(advice, quiet=True)

    def _foot(self, report: Report) -> Iterator[Line]:
        for line in textwrap.wrap(self._harmless(foot(report.seconds, report)), self.width):
            yield Line(((line, "quiet"),))

    def _harmless(self, text: str) -> str:
        """Return ``text`` as the console can show it: a student's print moves no cursor."""
        text = visible(text).replace("\t", "    ")
        return text.encode(self.encoding, "backslashreplace").decode(self.encoding)

    def _row(self, left: str, right: str, left_style: str, right_style: str) -> Line:
        gap = " " * max(1, self.width - len(left) - len(right))
        return Line(((left, left_style), (gap + right, right_style)))


def _folded(text: str, room: int) -> Iterator[str]:
    for line in text.splitlines() or [""]:
        if len(line) <= room:
            yield line
        else:
            yield from textwrap.wrap(line, room, break_on_hyphens=False)


def _blank() -> Line:
    return Line((("", ""),))
