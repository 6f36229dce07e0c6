"""The report: the verdict on one submission, as data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from grader.exits import FULL_MARKS, NOT_GRADED, POINTS_LOST
from grader.report.evidence import Evidence
from grader.rubric import Finding, plain

SCHEMA = "groundtrack/report/v1"

CriterionStatus = Literal[
    "passed", "partial", "failed", "not_run", "for_person", "not_judged", "error"
]
ReportStatus = Literal["graded", "incomplete", "error"]

UNDECIDED: frozenset[CriterionStatus] = frozenset({"for_person", "not_judged"})


@dataclass(frozen=True)
class Criterion:
    """The verdict on one row of the rubric. ``title`` is in the reader's language."""

    id: str
    title: str
    points: int
    max_points: int
    status: CriterionStatus
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Output:
    """What the student's code printed during one run of it, and its own traceback."""

    source: str
    text: str
    traceback: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Keep only text that can be written."""
        object.__setattr__(self, "source", plain(self.source))
        object.__setattr__(self, "text", plain(self.text))
        object.__setattr__(self, "traceback", tuple(plain(line) for line in self.traceback))


@dataclass(frozen=True)
class Report:
    """The verdict on one submission. ``seconds`` is the only field that the wall clock decides."""

    engine: str
    challenge: int
    slug: str
    submission: str
    max_score: int
    seed: int
    graded_on: dict[str, str]
    criteria: tuple[Criterion, ...]
    rejection: Finding | None = None
    errors: tuple[Finding, ...] = ()
    output: tuple[Output, ...] = ()
    advice: tuple[Finding, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    """What was seen, for who wants to look for themselves."""
    seconds: float = field(default=0.0, compare=False)

    @property
    def status(self) -> ReportStatus:
        """ "graded", or "incomplete" when a row is undecided, or "error" when we failed."""
        states = {criterion.status for criterion in self.criteria}
        if self.errors or "error" in states:
            return "error"
        return "incomplete" if states & UNDECIDED else "graded"

    @property
    def score(self) -> int | None:
        """The points earned; None unless every row was decided."""
        return self.score_min if self.status == "graded" else None

    @property
    def score_min(self) -> int:
        """The points that are earned whatever becomes of the undecided rows."""
        return sum(c.points for c in self.criteria)

    @property
    def score_max(self) -> int:
        """The points if every undecided row were earned."""
        undecided = UNDECIDED | {"error"}
        return self.score_min + sum(
            c.max_points - c.points for c in self.criteria if c.status in undecided
        )

    @property
    def exit_code(self) -> int:
        """0 full marks, 1 points lost, 2 not graded or incomplete."""
        if self.status != "graded":
            return NOT_GRADED
        return FULL_MARKS if self.score == self.max_score else POINTS_LOST
