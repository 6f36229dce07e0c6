"""Checks, what they need, and what becomes of their outcomes."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from grader.grade import Bench, Verdict, _verdict
from grader.report.model import Criterion, Report
from grader.rubric import (
    CannotGrade,
    Check,
    Fail,
    ForPerson,
    Missing,
    NotJudged,
    check,
    given,
)


def report(*criteria: Criterion) -> Report:
    return Report(
        engine="0", challenge=1, slug="01_x", submission="", seed=0, graded_on={},
        max_score=sum(c.max_points for c in criteria), criteria=criteria,
    )  # fmt: skip


def row(status: Any, points: int = 0) -> Criterion:
    return Criterion("a", "A.", points, 10, status)


def _stage(**given: Any) -> Any:
    """A stage that gives what it was given, and knows no better next step than a finding's own."""
    return SimpleNamespace(remedied=lambda findings: findings, **given)


def test_what_has_to_be_done_first_takes_the_place_of_a_hint() -> None:
    @check("one", points=5)
    def judge() -> None:
        """There is a bucket."""
        raise Missing("no bucket", hint="Make one.")

    stage = SimpleNamespace(
        remedied=lambda findings: tuple(replace(one, hint="Deploy it.") for one in findings)
    )
    bench = Bench(stage, {})  # type: ignore[arg-type]
    assert [one.hint for one in _verdict(judge, bench, {}, {}).findings] == ["Deploy it."]


def judged(one: Check, verdicts: dict[str, Verdict] | None = None, **stage: Any) -> Verdict:
    return _verdict(one, Bench(_stage(**stage), {}), verdicts or {}, {"one": "One"})


def test_a_check_keeps_its_line_its_points_and_its_needs() -> None:
    @check("first", points=7, after=("zero",))
    def judge(cloud: object, world: object) -> None:
        """It works."""

    assert (judge.id, judge.title, judge.points, judge.after) == (
        "first",
        "It works.",
        7,
        ("zero",),
    )
    assert judge.needs == ("cloud", "world")


def test_a_check_without_a_line_for_the_student_is_refused() -> None:
    with pytest.raises(TypeError, match="docstring"):

        @check("first", points=7)
        def judge() -> None: ...


@pytest.mark.parametrize(
    ("raised", "status", "points"),
    [
        (None, "passed", 10),
        (Fail("no"), "failed", 0),
        (Missing("no", keeps=4), "partial", 4),
        (Fail("no", keeps=99), "partial", 10),
        (ForPerson("look"), "for_person", 0),
        (NotJudged("elsewhere"), "not_judged", 0),
        (CannotGrade("we cannot"), "error", 0),
        (ZeroDivisionError("ours"), "error", 0),
        (AssertionError("ours"), "error", 0),
    ],
)
def test_outcomes(raised: Exception | None, status: str, points: int) -> None:
    @check("one", points=10)
    def judge() -> None:
        """It works."""
        if raised is not None:
            raise raised

    verdict = judged(judge)
    assert (verdict.status, verdict.points) == (status, points)
    assert bool(verdict.findings) == (raised is not None)


@pytest.mark.parametrize(
    ("parent", "status"),
    [("failed", "not_run"), ("not_run", "not_run"), ("error", "error"),
     ("not_judged", "not_judged"), ("partial", "passed"), ("passed", "passed")],
)  # fmt: skip
def test_what_follows_a_parent(parent: Any, status: str) -> None:
    @check("two", points=5, after="one")
    def judge() -> None:
        """It follows."""

    assert judged(judge, {"one": Verdict(parent, 0)}).status == status


def test_what_checks_need_is_made_once_and_a_failure_repeats() -> None:
    made: list[str] = []

    @given
    def bucket(cloud: str) -> str:
        made.append(cloud)
        raise Missing("no bucket")

    @check("one", points=5)
    def judge(bucket: str) -> None:
        """There is a bucket."""

    bench = Bench(_stage(cloud="cell"), {"bucket": bucket})
    assert [_verdict(judge, bench, {}, {}).status for _ in range(2)] == ["failed", "failed"]
    assert made == ["cell"]


@pytest.mark.parametrize(
    ("rows", "status", "score", "least", "most", "code"),
    [
        ([row("passed", 10)], "graded", 10, 10, 10, 0),
        ([row("partial", 4)], "graded", 4, 4, 4, 1),
        ([row("not_run")], "graded", 0, 0, 0, 1),
        ([row("passed", 10), row("for_person")], "incomplete", None, 10, 20, 2),
        ([row("passed", 10), row("not_judged")], "incomplete", None, 10, 20, 2),
        ([row("passed", 10), row("error")], "error", None, 10, 20, 2),
    ],
)
def test_a_failure_of_ours_is_never_a_zero(
    rows: list[Criterion], status: str, score: int | None, least: int, most: int, code: int
) -> None:
    one = report(*rows)
    assert (one.status, one.score) == (status, score)
    assert (one.score_min, one.score_max, one.exit_code) == (least, most, code)
