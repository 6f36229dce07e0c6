"""Which attempt counts, what a person decided, and what has no points yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.classroom.model import Attempt, Grade, Override, Student
from grader.classroom.totals import class_results
from grader.rubric import Finding

from ..sheets import (
    BUCKET,
    DUE,
    FAILED,
    LOST,
    NOW,
    PERSON,
    SAVE,
    TRACKER,
    attempt,
    by_key,
    override,
    results,
    row,
    settings,
    sheet,
)

ANA = Student("ana")
REFUSED = Finding("It could not be unpacked.")


def grade(
    *attempts: Attempt,
    overrides: tuple[Override, ...] = (),
    student: Student = ANA,
    slug: str = SAVE,
    **changes: Any,
) -> Grade:
    made = class_results(settings(**changes), [student], by_key(*attempts), overrides, NOW, "0.1.0")
    (found,) = (one for one in made.rows[0].grades if one.slug == slug)
    return found


def seen(found: Grade) -> tuple[str, int | None, Decimal | None]:
    return found.standing, found.raw, found.final


def test_the_whole_class() -> None:
    made = results()
    assert made.weights == {BUCKET: Decimal("0.25"), SAVE: Decimal("0.5"), TRACKER: Decimal("0.25")}
    table = {row.student.id: [seen(one) for one in row.grades] for row in made.rows}
    assert table == {
        "ana": [("graded", 100, 100), ("graded", 100, 80), ("graded", 100, 100)],
        "s002": [("graded", 100, 100), ("error", None, None), ("incomplete", None, None)],
        "s003": [("missing", None, 0), ("refused", None, None), ("waiting", None, None)],
    }
    assert [row.total for row in made.rows] == [90, None, None]
    assert made.rows[0].grades[1].late.rule == (
        "2 days 2 h late: 10 % a day, 20 points of 100 are taken off."
    )


def test_the_best_attempt_is_best_after_lateness() -> None:
    early, late = attempt("ana", SAVE, -3, report=LOST), attempt("ana", SAVE, 5.5, number=2)
    assert seen(grade(early, late)) == ("graded", 70, 70)
    assert grade(early, late).attempt == 1
    assert seen(grade(early, late, attempt="last")) == ("graded", 100, 50)
    assert grade(early, late).attempts == 2


def test_equal_points_count_where_less_was_taken_off() -> None:
    punctual = attempt("ana", SAVE, -1, report=sheet(row("two", 10, "partial")))
    assert grade(punctual, attempt("ana", SAVE, 2.1, number=2)).attempt == 1


@pytest.mark.parametrize(
    ("document", "standing"), [(PERSON, "incomplete"), (FAILED, "error"), (None, "waiting")]
)
def test_what_is_undecided_is_never_zero(document: Any, standing: str) -> None:
    found = grade(attempt("ana", SAVE, report=document))
    assert seen(found) == (standing, None, None)


def test_an_undecided_attempt_stands_only_while_it_may_earn_more() -> None:
    first, second = attempt("ana", SAVE, report=LOST), attempt("ana", SAVE, number=2, report=FAILED)
    assert grade(first, second).standing == "error"
    assert seen(grade(attempt("ana", SAVE), second)) == ("graded", 100, 100)
    late = replace(second, submitted=DUE + timedelta(days=9))
    assert seen(grade(first, late)) == ("graded", 70, 70)


def test_what_was_refused_leaves_what_was_there_before() -> None:
    refused = attempt("ana", SAVE, number=2, report=None, refusal=REFUSED)
    assert seen(grade(attempt("ana", SAVE, report=LOST), refused)) == ("graded", 70, 70)
    assert seen(grade(refused)) == ("refused", None, None)
    assert grade(attempt("ana", SAVE), refused, attempt="last").standing == "refused"


def test_a_failure_of_ours_is_an_error_with_its_reason() -> None:
    found = grade(attempt("ana", SAVE, report=None, failure="the job was killed"))
    assert seen(found) == ("error", None, None)
    assert found.failure == "the job was killed"


def test_an_override_wins_over_any_verdict() -> None:
    lost = attempt("ana", SAVE, report=LOST)
    given = (override("ana", "two", 25), override("ana", "deployed", 0))
    assert seen(grade(lost, overrides=given)) == ("graded", 75, 75)
    assert grade(lost, overrides=given).overrides == given
    assert grade(lost, overrides=given).report == LOST


def test_the_latest_override_of_a_criterion_counts() -> None:
    earlier = override("ana", "two", 5, when=NOW - timedelta(days=1))
    given = (override("ana", "two", 25), earlier)
    assert grade(attempt("ana", SAVE, report=LOST), overrides=given).raw == 95


def test_an_override_decides_rows_of_a_person_and_of_an_error() -> None:
    person = attempt("ana", TRACKER, report=PERSON)
    found = grade(person, overrides=(override("ana", "two", 30, TRACKER),), slug=TRACKER)
    assert seen(found) == ("graded", 100, 100)
    failed = attempt("ana", SAVE, report=FAILED)
    one = (override("ana", "object", 50),)
    assert seen(grade(failed, overrides=one)) == ("error", None, None)
    both = (*one, override("ana", "two", 0))
    assert seen(grade(failed, overrides=both)) == ("graded", 70, 70)


def test_errors_beside_the_rows_stand_until_every_row_is_decided() -> None:
    broken = attempt("ana", SAVE, report=sheet(errors=(Finding("The disk is full."),)))
    some = tuple(override("ana", id, 10) for id in ("deployed", "object"))
    assert grade(broken, overrides=some).standing == "error"
    assert seen(grade(broken, overrides=(*some, override("ana", "two", 10)))) == ("graded", 30, 30)


def test_an_override_gives_no_more_than_a_row_has() -> None:
    assert grade(attempt("ana", SAVE), overrides=(override("ana", "two", 99),)).raw == 100


def test_a_person_decides_what_the_grader_never_saw() -> None:
    given = (override("ana", "two", 30), override("ana", "object", 40))
    refused = attempt("ana", SAVE, 5, report=None, refusal=REFUSED)
    assert seen(grade(refused, overrides=given)) == ("graded", 70, 70)
    assert seen(grade(overrides=given)) == ("graded", 70, 70)


def test_missing_is_zero_once_it_is_due_and_not_before() -> None:
    assert seen(grade()) == ("missing", None, 0)
    assert seen(grade(slug=TRACKER)) == ("missing", None, None)
    extended = replace(ANA, extension=timedelta(days=60))
    assert seen(grade(student=extended)) == ("missing", None, None)
    assert grade(student=extended).due == DUE + timedelta(days=60)


def test_an_unknown_moment_is_in_time_and_says_so() -> None:
    found = grade(attempt("ana", SAVE, None))
    assert seen(found) == ("graded", 100, 100)
    assert "is not known" in found.late.rule


def test_one_hand_in_counts_for_the_whole_group() -> None:
    students = [Student("ana", group="red"), Student("bo", group="red"), Student("ed")]
    attempts = attempt("ana", SAVE, report=LOST), attempt("bo", SAVE, -0.5)
    given = (override("bo", "two", 20), override("ana", "two", 10, when=NOW + timedelta(1)))

    def of(student: str, overrides: Any = (), **changes: Any) -> Grade:
        made = class_results(
            settings(**changes), students, by_key(*attempts), overrides, NOW, "0.1.0"
        )
        (found,) = (row.grades[1] for row in made.rows if row.student.id == student)
        return found

    assert (of("ana", groups=True).raw, of("ana", groups=True).by) == (100, "bo")
    assert (of("bo", groups=True).attempt, of("bo", groups=True).by) == (2, "")
    assert of("ed", groups=True).standing == "missing"
    assert (of("ana").raw, of("ana").by) == (70, "")
    assert of("bo", given, groups=True).raw == 90
    assert of("ana", given, groups=True).raw == 80


def test_a_challenge_of_no_weight_keeps_no_total_open() -> None:
    first, second, third = settings().challenges
    light = (first, second, replace(third, weight=Decimal(0)))
    made = class_results(
        settings(challenges=light), [ANA], by_key(attempt("ana", SAVE, report=LOST)), (), NOW, "1"
    )
    assert made.rows[0].grades[2].final is None
    assert made.rows[0].total == Decimal("46.67")


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=9))
def test_full_marks_are_a_hundred_whatever_the_weights(weights: list[int]) -> None:
    (first, *_rest) = settings().challenges
    challenges = tuple(
        replace(first, slug=f"{n:02}_x", weight=Decimal(weight) / 10)
        for n, weight in enumerate(weights)
    )
    attempts = [replace(attempt("ana", BUCKET), slug=one.slug) for one in challenges]
    made = class_results(settings(challenges=challenges), [ANA], by_key(*attempts), (), NOW, "1")
    assert made.rows[0].total == 100
