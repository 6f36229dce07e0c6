"""What a page shows instead of live data, and the table of served and shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from grader.locale import _
from grader.page.numbers.columns import Cell, Column, read
from grader.page.numbers.following import DISTINCT, SHARE, Hit, Match, hits_of, judged_looks, match
from grader.page.numbers.labels import Evidence, evidence
from grader.page.numbers.quantities import UNITS, Quantity, Unit, labels_in, name_of
from grader.page.numbers.sources import Source, Tick

_SHORT = 60
"""Characters of a text that a sentence repeats."""


class Reason(StrEnum):
    """Why a quantity does not count."""

    ABSENT = "absent"
    CONSTANT = "constant"
    UNRELATED = "unrelated"
    PARTLY = "partly"
    COARSE = "coarse"
    SWAPPED = "swapped"
    UNSIGNED = "unsigned"


@dataclass(frozen=True)
class Row:
    """What was served and shown at one look."""

    moment: float
    served: float | None
    """In the unit of what is shown; None before anything was served."""
    shown: str
    right: bool


@dataclass(frozen=True)
class Unfollowed:
    """A quantity that no text shows right."""

    quantity: Quantity
    reason: Reason
    found: str
    """A sentence about what the nearest text showed."""
    name: str | None = None
    """The key of that text."""
    rows: tuple[Row, ...] = ()

    @classmethod
    def swapped(cls, quantity: Quantity, other: Match, ticks: Sequence[Tick]) -> Unfollowed:
        """Say that a text with another quantity's name follows this one."""
        text = other.hits[-1].cell.text
        label = next((one.quantity for one in labels_in(text) if one.quantity != quantity), None)
        sentence = _("“{text}” shows the {quantity}, and its name is {label}.").format(
            text=_short(text), quantity=name_of(quantity), label=name_of(label or quantity)
        )
        rows = rows_of(other.column, other.unit, other.source, other.hits, ticks)
        return cls(quantity, Reason.SWAPPED, sentence, other.column.name, rows)


@dataclass(frozen=True)
class _Nearest:
    """A column with the quantity's name on it, and how far it was right."""

    column: Column
    unit: Unit
    source: Source
    hits: tuple[Hit, ...]

    @property
    def constant(self) -> bool:
        return len({cell.number.text for cell in self.column.cells}) == 1

    @property
    def rank(self) -> tuple[int, bool, int]:
        return len(self.hits), not self.constant, -len(self.column.cells[-1].text)


def why_not(
    quantity: Quantity,
    columns: Iterable[Column],
    sources: tuple[Source, ...],
    ticks: Sequence[Tick],
) -> Unfollowed:
    """Say what the text that comes nearest to a quantity showed."""
    named = [column for column in columns if _names(column.cells[-1], quantity)]
    if not named:
        sentence = _("no text with a number names the {quantity}").format(
            quantity=name_of(quantity)
        )
        return Unfollowed(quantity, Reason.ABSENT, sentence)
    nearest = max((_compared(column, quantity, sources) for column in named), key=_rank)
    reason = _reason(nearest, quantity, sources)
    rows = rows_of(nearest.column, nearest.unit, nearest.source, nearest.hits, ticks)
    return Unfollowed(quantity, reason, _sentence(reason, nearest, rows), nearest.column.name, rows)


def rows_of(
    column: Column, unit: Unit, source: Source, hits: Sequence[Hit], ticks: Sequence[Tick]
) -> tuple[Row, ...]:
    """Return the table of served and shown, a row for each change of either."""
    right = {hit.cell.tick for hit in hits}
    rows: list[Row] = []
    for cell in column.cells:
        band = source.bands[cell.tick]
        served = None if band is None else band.newer * unit.factor
        row = Row(ticks[cell.tick].moment, served, cell.number.text, cell.tick in right)
        if not rows or (rows[-1].served, rows[-1].shown) != (row.served, row.shown):
            rows.append(row)
    return tuple(rows)


def _names(cell: Cell, quantity: Quantity) -> bool:
    return evidence(cell.text, read(cell.text), cell.ordinal, quantity) is Evidence.RIGHT


def _rank(nearest: _Nearest) -> tuple[int, bool, int]:
    return nearest.rank


def _compared(column: Column, quantity: Quantity, sources: tuple[Source, ...]) -> _Nearest:
    """Return a column with the unit and the source in which it is right most often."""
    ways = (
        _Nearest(column, unit, source, hits_of(column, quantity, unit, source, 1, patient=True))
        for source in sources[:2]
        for unit in UNITS[quantity]
    )
    return max(ways, key=_rank)


def _reason(nearest: _Nearest, quantity: Quantity, sources: tuple[Source, ...]) -> Reason:
    judged = judged_looks(nearest.column, nearest.source)
    followed = judged > 0 and len(nearest.hits) >= SHARE * judged
    if quantity in (Quantity.LATITUDE, Quantity.LONGITUDE) and match(
        nearest.column, quantity, sources, sign=-1
    ):
        return Reason.UNSIGNED
    if nearest.constant:
        return Reason.COARSE if followed and _is_coarse(nearest) else Reason.CONSTANT
    return Reason.PARTLY if len(nearest.hits) >= DISTINCT else Reason.UNRELATED


def _is_coarse(nearest: _Nearest) -> bool:
    """Whether what was served, rounded like the text, stood still as well."""
    bands = [band for band in nearest.source.bands if band]
    changes = len({band.newer for band in bands}) > 1
    return changes and len({round(band.newer / nearest.hits[-1].step) for band in bands}) == 1


def _sentence(reason: Reason, nearest: _Nearest, rows: Sequence[Row]) -> str:
    text = _short(nearest.column.cells[-1].text)
    if reason is Reason.CONSTANT:
        return _("shows “{text}” all the time").format(text=text)
    if reason is Reason.COARSE:
        return _("shows “{text}” all the time; with more decimals its change would show").format(
            text=text
        )
    if reason is Reason.UNSIGNED:
        return _("shows “{text}” without the sign or the hemisphere of {served}").format(
            text=text, served=_served(rows)
        )
    if reason is Reason.PARTLY:
        return _("shows “{text}”, and was right at {right} of {looks} looks").format(
            text=text, right=len(nearest.hits), looks=nearest.column.looks
        )
    return _("shows “{text}” and changes, but never to what was served ({served})").format(
        text=text, served=_served(rows)
    )


def _served(rows: Sequence[Row]) -> str:
    last = next((row.served for row in reversed(rows) if row.served is not None), None)
    return "–" if last is None else f"{last:.4f}"


def _short(text: str) -> str:
    plain = " ".join(text.split())
    if len(plain) <= _SHORT:
        return plain
    return f"{plain[: _SHORT // 2].rstrip()}…{plain[-_SHORT // 2 :].lstrip()}"
