"""The row "live data": four quantities, each worth a quarter."""

from __future__ import annotations

import math
from dataclasses import dataclass

from grader.locale import _
from grader.page.numbers.quantities import Quantity, name_of
from grader.page.numbers.series import Outcome, follow
from grader.page.numbers.shown import Reason, Unfollowed
from grader.page.numbers.sources import Tick
from grader.page.runs import Run
from grader.rubric import Finding

POINTS = 15
_LAST = 3
"""Positions that a page may have made its speed of."""


@dataclass(frozen=True)
class LiveData:
    """Which of the four quantities a page shows, right and live."""

    outcomes: tuple[Outcome, ...]

    @property
    def points(self) -> int:
        """The row's points, rounded half up in sum."""
        right = sum(not isinstance(one, Unfollowed) for one in self.outcomes)
        return math.floor(POINTS * right / len(Quantity) + 0.5)

    @property
    def lost(self) -> tuple[Finding, ...]:
        """What is said of the quantities that are not shown."""
        lost = [one for one in self.outcomes if isinstance(one, Unfollowed)]
        if len(lost) == len(self.outcomes) and all(one.reason is Reason.ABSENT for one in lost):
            return (_none_at_all(),)
        return tuple(_finding(one) for one in lost)

    @property
    def advice(self) -> tuple[str, ...]:
        """What costs nothing and is worth saying."""
        return tuple(
            sentence
            for one in self.outcomes
            if not isinstance(one, Unfollowed)
            for sentence in one.advice
        )


def live_data(run: Run) -> LiveData:
    """Hold the visible texts of a run against what was served."""
    return LiveData(tuple(follow(ticks_of(run)).values()))


def ticks_of(run: Run) -> list[Tick]:
    """Return the looks of a run with what had been served until then."""
    return [
        Tick(
            run.start + look.at,
            look.texts,
            tuple(one.position for one in run.served if one.at < look.at)[-_LAST:],
        )
        for look in run.looks
    ]


def _none_at_all() -> Finding:
    return Finding(
        _("The page shows none of the four numbers."),
        expected=_("latitude, longitude, altitude and velocity, each with its name"),
        hint=_("Write the numbers that the API gives into the page at every update."),
    )


def _finding(lost: Unfollowed) -> Finding:
    last = next((row for row in reversed(lost.rows) if row.served is not None), None)
    return Finding(
        _("The page does not show the {quantity} as it is.").format(
            quantity=name_of(lost.quantity)
        ),
        expected=None if last is None else f"{last.served:.5g}",
        found=lost.found,
        hint=_("Write the number that the API gives into the page at every update."),
    )
