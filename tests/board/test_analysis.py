"""The figures of a class: right by hand, in their range for anything, None where undefined."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from grader.classroom.analysis import Sheet, correlation, distribution, headway, items

MOST = {"a": 20, "b": 50, "c": 30}
SHEETS = some.lists(
    some.fixed_dictionaries(
        {name: some.none() | some.integers(0, most) for name, most in MOST.items()}
    ).map(lambda points: Sheet(points, MOST)),
    max_size=40,
)


def sheet(a: int | None, b: int | None, c: int | None) -> Sheet:
    return Sheet({"a": a, "b": b, "c": c}, MOST)


@given(SHEETS)
def test_every_figure_is_in_its_range(sheets: list[Sheet]) -> None:
    for item in items(sheets):
        assert item.lost <= item.judged <= len(sheets)
        assert (item.difficulty is None) == (item.judged == 0)
        assert item.difficulty is None or 0 <= item.difficulty <= 1
        assert item.discrimination is None or -1 <= item.discrimination <= 1
        assert item.discrimination is None or item.compared > 1


@given(some.lists(some.tuples(some.integers(0, 10**6), some.integers(0, 10**6))))
def test_correlation_is_undefined_exactly_where_a_side_never_varies(
    pairs: list[tuple[int, int]],
) -> None:
    constant = any(len({pair[side] for pair in pairs}) < 2 for side in (0, 1))
    found = correlation(pairs)
    assert (found is None) == constant
    assert correlation([(y, x) for x, y in pairs]) == pytest.approx(found)
    turned = correlation([(-x, y) for x, y in pairs])
    assert turned is None if found is None else turned == pytest.approx(-found, abs=1e-9)


def test_discrimination_by_hand() -> None:
    strong_have_it = [sheet(20, 50, 30), sheet(20, 40, 30), sheet(0, 10, 0), sheet(0, 0, 0)]
    a, _b, _c = items(strong_have_it)
    assert a.difficulty == 0.5 and a.lost == 2
    assert a.discrimination == pytest.approx(7 / 50**0.5)
    turned = [sheet(20 - one.points["a"], one.points["b"], one.points["c"])
              for one in strong_have_it]  # fmt: skip
    assert items(turned)[0].discrimination == pytest.approx(-7 / 50**0.5)


def test_what_everybody_has_tells_nobody_apart() -> None:
    found = items([sheet(20, 50, 30), sheet(20, 0, 0)])
    assert [item.discrimination is None for item in found] == [True, False, False]
    assert found[0].difficulty == 1.0


def test_what_is_undecided_counts_neither_as_lost_nor_as_earned() -> None:
    a, b, _c = items([sheet(None, 50, 30), sheet(20, 0, 0)])
    assert (a.judged, a.lost, a.difficulty) == (1, 0, 1.0)
    assert (b.judged, b.lost, b.compared) == (2, 1, 1)


@given(some.lists(some.integers(1, 100).flatmap(
    lambda most: some.tuples(some.integers(0, most), some.just(most)))))  # fmt: skip
def test_every_score_is_in_one_band(scores: list[tuple[int, int]]) -> None:
    bands = distribution(scores)
    assert sum(band.count for band in bands) == len(scores)
    assert len(bands) == 11
    assert bands[-1].count == sum(points == most for points, most in scores)


@given(some.lists(some.none() | some.integers(0, 100)))
def test_headway_counts_what_brought_nothing(scores: list[int | None]) -> None:
    found = headway(scores)
    known = [score for score in scores if score is not None]
    assert found.best == max(known, default=None)
    assert found.without_gain == (len(known) - 1 - known.index(max(known)) if known else 0)
