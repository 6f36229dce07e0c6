"""What a class's points say about the criteria, and about who makes no headway: pure functions."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

BAND = 10
"""Percent that one bar of a distribution covers; full marks are a bar of their own."""


@dataclass(frozen=True)
class Sheet:
    """The points of one hand-in by criterion; None where they are not decided."""

    points: Mapping[str, int | None]
    most: Mapping[str, int]

    @property
    def is_whole(self) -> bool:
        """Whether every criterion is decided."""
        return None not in self.points.values()


@dataclass(frozen=True)
class Item:
    """What a class's points say about one criterion."""

    criterion: str
    most: int
    judged: int
    """Hand-ins in which it was decided."""
    lost: int
    """Those of them that did not earn all of it."""
    difficulty: float | None
    """Mean share of the points, from 0 (nobody earned any) to 1; None when it was never decided."""
    discrimination: float | None
    """Correlation with the points of all other criteria, from -1 to 1; None when undefined."""
    compared: int
    """Hand-ins behind ``discrimination``: those in which every criterion is decided."""


@dataclass(frozen=True)
class Band:
    """How many scores lie from ``low`` to ``high`` percent, both included."""

    low: int
    high: int
    count: int


@dataclass(frozen=True)
class Headway:
    """What became of somebody's attempts at one challenge."""

    attempts: int
    best: int | None
    """The best score; None when no attempt has one."""
    without_gain: int
    """Attempts since the one that first reached the best score."""


def items(sheets: Sequence[Sheet]) -> tuple[Item, ...]:
    """Return the analysis of each criterion, in the order in which they first occur."""
    names = dict.fromkeys(name for sheet in sheets for name in sheet.points)
    return tuple(_item(name, [sheet for sheet in sheets if name in sheet.points]) for name in names)


def correlation(pairs: Sequence[tuple[int, int]]) -> float | None:
    """Return Pearson's correlation; None where either side never varies.

    Whole numbers keep the sums exact, so that what is constant is known to be.
    """
    n = len(pairs)
    sum_x, sum_y = (sum(side) for side in zip(*pairs, strict=True)) if pairs else (0, 0)
    vary_x = n * sum(x * x for x, _y in pairs) - sum_x * sum_x
    vary_y = n * sum(y * y for _x, y in pairs) - sum_y * sum_y
    if not vary_x or not vary_y:
        return None
    together = n * sum(x * y for x, y in pairs) - sum_x * sum_y
    return max(-1.0, min(1.0, together / (math.sqrt(vary_x) * math.sqrt(vary_y))))


def distribution(scores: Iterable[tuple[int, int]]) -> tuple[Band, ...]:
    """Return how many of the scores (points, most points) lie in each band of percents."""
    counts = [0] * (100 // BAND + 1)
    for points, most in scores:
        counts[max(0, points) * 100 // most // BAND if points < most else -1] += 1
    bands = [Band(n * BAND, (n + 1) * BAND - 1, count) for n, count in enumerate(counts[:-1])]
    return (*bands, Band(100, 100, counts[-1]))


def headway(scores: Sequence[int | None]) -> Headway:
    """Return what became of attempts, oldest first; those without a score are neither."""
    best: int | None = None
    since = 0
    for score in scores:
        if score is None:
            continue
        if best is None or score > best:
            best, since = score, 0
        else:
            since += 1
    return Headway(len(scores), best, since)


def _item(name: str, sheets: Sequence[Sheet]) -> Item:
    decided = [
        (points, sheet.most[name]) for sheet in sheets if (points := sheet.points[name]) is not None
    ]
    whole = [sheet for sheet in sheets if sheet.is_whole]
    shares = [points / most for points, most in decided]
    return Item(
        criterion=name,
        most=sheets[-1].most[name],
        judged=len(decided),
        lost=sum(points < most for points, most in decided),
        difficulty=math.fsum(shares) / len(shares) if shares else None,
        discrimination=correlation([_beside_the_rest(name, sheet) for sheet in whole]),
        compared=len(whole),
    )


def _beside_the_rest(name: str, sheet: Sheet) -> tuple[int, int]:
    own = sheet.points[name] or 0
    return own, sum(points or 0 for points in sheet.points.values()) - own
