"""The report read back from its JSON document, which may come from where nobody can be trusted."""

from __future__ import annotations

import base64
import binascii
import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, get_args

from grader.report.evidence import Evidence, Picture, Table
from grader.report.model import SCHEMA, Criterion, CriterionStatus, Output, Report
from grader.rubric import Finding, Where, plain

LONGEST = 2_000_000
"""Characters of one text; what a function prints is cut long before."""
MANY = 10_000
"""Entries of one list."""
WHOLE = 64_000_000
"""Characters of all texts together, pictures included."""
PNG = b"\x89PNG\r\n\x1a\n"
ADDRESS = "data:image/png;base64,"
STATUSES = frozenset(get_args(CriterionStatus))
KEYS = frozenset({
    "schema", "engine", "challenge", "slug", "submission", "status", "score", "score_min",
    "score_max", "max_score", "seed", "graded_on", "seconds", "rejection", "criteria", "errors",
    "output", "advice",
})  # fmt: skip

Made = TypeVar("Made")


class Malformed(ValueError):
    """The document is no report; the message names the place and what is wrong there."""


def from_document(document: object) -> Report:
    """Return the report that ``document`` (of json.loads) describes.

    Raises Malformed unless it is what reading.json.document gives: every field there, of its
    type, of a bearable size, and no other one; and its total what its rows add up to.
    """
    report = _Reader().report(document)
    _consistent(report, _mapping(document, "report"))
    return report


@dataclass
class _Reader:
    """Reads a document once; keeps count of how much it holds."""

    left: int = WHOLE

    def report(self, document: object) -> Report:
        fields = _fields(document, "report", KEYS, optional=frozenset({"evidence"}))
        if fields["schema"] != SCHEMA:
            raise Malformed(f"report.schema is not {SCHEMA}")
        return Report(
            engine=self.text(fields["engine"], "engine", r"\d+\.\d+\.\d+\S{0,40}"),
            challenge=_whole(fields["challenge"], "challenge", 1, 99),
            slug=self.text(fields["slug"], "slug", r"[0-9]{2}_[a-z0-9_]{1,60}"),
            submission=self.text(fields["submission"], "submission", "sha256:[0-9a-f]{64}"),
            max_score=_whole(fields["max_score"], "max_score", 1, 100),
            seed=_whole(fields["seed"], "seed", 0, 2**31 - 1),
            graded_on={
                self.text(name, "graded_on"): self.text(value, f"graded_on.{name!r:.40}")
                for name, value in _mapping(fields["graded_on"], "graded_on").items()
            },
            criteria=self.all(fields["criteria"], "criteria", self.criterion),
            rejection=self.maybe(fields["rejection"], "rejection", self.finding),
            errors=self.all(fields["errors"], "errors", self.finding),
            output=self.all(fields["output"], "output", self.output),
            advice=self.all(fields["advice"], "advice", self.finding),
            evidence=self.all(fields.get("evidence", []), "evidence", self.evidence),
            seconds=_seconds(fields["seconds"]),
        )

    def criterion(self, value: object, place: str) -> Criterion:
        keys = frozenset({"id", "title", "points", "max_points", "status", "findings"})
        fields = _fields(value, place, keys)
        status = fields["status"]
        if not isinstance(status, str) or status not in STATUSES:
            raise Malformed(f"{place}.status is none")
        most = _whole(fields["max_points"], f"{place}.max_points", 1, 100)
        return Criterion(
            id=self.text(fields["id"], f"{place}.id", "[a-z][a-z0-9_]{0,80}"),
            title=self.text(fields["title"], f"{place}.title", least=1),
            points=_whole(fields["points"], f"{place}.points", 0, most),
            max_points=most,
            status=status,  # type: ignore[arg-type]  # one of them, as was just seen
            findings=self.all(fields["findings"], f"{place}.findings", self.finding),
        )

    def finding(self, value: object, place: str) -> Finding:
        keys = frozenset({"message", "expected", "found", "where", "hint"})
        fields = _fields(value, place, keys)
        return Finding(
            message=self.text(fields["message"], f"{place}.message", least=1),
            expected=self.maybe(fields["expected"], f"{place}.expected", self.text),
            found=self.maybe(fields["found"], f"{place}.found", self.text),
            where=self.maybe(fields["where"], f"{place}.where", self.where),
            hint=self.maybe(fields["hint"], f"{place}.hint", self.text),
        )

    def where(self, value: object, place: str) -> Where:
        fields = _fields(value, place, frozenset({"file", "line", "text"}))
        line = fields["line"]
        return Where(
            file=self.text(fields["file"], f"{place}.file", least=1),
            line=None if line is None else _whole(line, f"{place}.line", 1, 10**9),
            text=self.maybe(fields["text"], f"{place}.text", self.text),
        )

    def output(self, value: object, place: str) -> Output:
        fields = _fields(value, place, frozenset({"source", "text", "traceback"}))
        return Output(
            source=self.text(fields["source"], f"{place}.source"),
            text=self.text(fields["text"], f"{place}.text"),
            traceback=self.all(fields["traceback"], f"{place}.traceback", self.text),
        )

    def evidence(self, value: object, place: str) -> Evidence:
        kind = _mapping(value, place).get("kind")
        if kind == "picture":
            return self.picture(value, place)
        if kind != "table":
            raise Malformed(f"{place}.kind is neither picture nor table")
        fields = _fields(value, place, frozenset({"kind", "caption", "columns", "rows"}))
        return Table(
            caption=self.text(fields["caption"], f"{place}.caption"),
            columns=self.all(fields["columns"], f"{place}.columns", self.text),
            rows=self.all(fields["rows"], f"{place}.rows", self.row),
        )

    def picture(self, value: object, place: str) -> Picture:
        keys = frozenset({"kind", "caption", "width", "height", "address"})
        fields = _fields(value, place, keys)
        address = self.text(fields["address"], f"{place}.address", longest=WHOLE)
        try:
            png = base64.b64decode(address.removeprefix(ADDRESS), validate=True)
        except (binascii.Error, ValueError):
            png = b""
        if not address.startswith(ADDRESS) or not png.startswith(PNG):
            raise Malformed(f"{place}.address is no PNG")
        return Picture(
            caption=self.text(fields["caption"], f"{place}.caption"),
            png=png,
            width=_whole(fields["width"], f"{place}.width", 1, 100_000),
            height=_whole(fields["height"], f"{place}.height", 1, 100_000),
        )

    def row(self, value: object, place: str) -> tuple[str, ...]:
        return self.all(value, place, self.text)

    def text(
        self,
        value: object,
        place: str,
        pattern: str | None = None,
        *,
        least: int = 0,
        longest: int = LONGEST,
    ) -> str:
        if not isinstance(value, str):
            raise Malformed(f"{place} is no text")
        self.left -= len(value)
        if len(value) > longest or self.left < 0:
            raise Malformed(f"{place} is too long")
        if len(value) < least or (pattern and not re.fullmatch(pattern, value)):
            raise Malformed(f"{place} is not as it should be: {value!r:.80}")
        return value if value.isascii() else plain(value)

    def maybe(self, value: object, place: str, read: Callable[[object, str], Made]) -> Made | None:
        return None if value is None else read(value, place)

    def all(
        self, value: object, place: str, read: Callable[[object, str], Made]
    ) -> tuple[Made, ...]:
        if not isinstance(value, list):
            raise Malformed(f"{place} is no list")
        self.left -= len(value)
        if len(value) > MANY or self.left < 0:
            raise Malformed(f"{place} has too many entries")
        return tuple(read(one, f"{place}[{number}]") for number, one in enumerate(value))


def _mapping(value: object, place: str) -> Mapping[str, Any]:
    if not isinstance(value, dict) or len(value) > MANY:
        raise Malformed(f"{place} is no object")
    return value


def _fields(
    value: object, place: str, keys: frozenset[str], *, optional: frozenset[str] = frozenset()
) -> Mapping[str, Any]:
    found = _mapping(value, place)
    for key in sorted(keys - found.keys()):
        raise Malformed(f"{place} has no {key}")
    for key in found.keys() - keys - optional:
        raise Malformed(f"{place} has an unknown key {key!r:.40}")
    return found


def _whole(value: object, place: str, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise Malformed(f"{place} is no whole number from {least} to {most}")
    return value


def _seconds(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise Malformed("seconds is no number")
    if not math.isfinite(value) or not 0 <= value < 10**9:
        raise Malformed("seconds is not a time")
    return float(value)


def _consistent(report: Report, document: Mapping[str, Any]) -> None:
    """Raise Malformed where the document says one thing and its rows another."""
    for problem in _contradictions(report, document):
        raise Malformed(problem)


def _contradictions(report: Report, document: Mapping[str, Any]) -> Iterator[str]:
    if not report.criteria:
        yield "criteria is empty"
    if len({criterion.id for criterion in report.criteria}) < len(report.criteria):
        yield "criteria has one twice"
    if sum(criterion.max_points for criterion in report.criteria) != report.max_score:
        yield "max_score is not what the criteria add up to"
    for criterion in report.criteria:
        if criterion.status == "passed" and criterion.points != criterion.max_points:
            yield f"{criterion.id} is passed without its points"
        if criterion.points and criterion.status not in {"passed", "partial"}:
            yield f"{criterion.id} is {criterion.status} and has points"
    for name in ("status", "score", "score_min", "score_max"):
        if document[name] != getattr(report, name) or isinstance(document[name], (bool, float)):
            yield f"{name} is not what the criteria say"
    if int(report.slug[:2]) != report.challenge:
        yield "slug is another challenge's"
