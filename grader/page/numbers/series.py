"""Live data: which texts of a page follow what was served."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from grader.locale import _
from grader.page.numbers.columns import Column, columns_of
from grader.page.numbers.following import Match, match
from grader.page.numbers.labels import Evidence
from grader.page.numbers.quantities import Quantity, measured_in, name_of, unit_at
from grader.page.numbers.shown import Row, Unfollowed, rows_of, why_not
from grader.page.numbers.sources import Source, Tick, sources_of

_ANGLES = (Quantity.LATITUDE, Quantity.LONGITUDE)


@dataclass(frozen=True)
class Followed:
    """A quantity that the page shows right, and live."""

    quantity: Quantity
    name: str
    """The key of the text that shows it best."""
    text: str
    """That text as it was last."""
    unit: str
    """The unit in which its number is right."""
    source: str
    """``served``, ``computed`` (the page propagates) or ``derived`` (speed from positions)."""
    distinct: int
    """Right values that differ."""
    share: float
    """Of the looks at which it was right."""
    rows: tuple[Row, ...]
    """What was served and shown, a row for each change."""
    advice: tuple[str, ...] = ()


Outcome = Followed | Unfollowed


def follow(ticks: Sequence[Tick]) -> Mapping[Quantity, Outcome]:
    """Say for each quantity which text follows it, or why none does."""
    columns = tuple(columns_of([tick.texts for tick in ticks]))
    sources = {quantity: sources_of(quantity, ticks) for quantity in Quantity}
    matches = _matches(columns, sources)
    return {
        quantity: _outcome(quantity, matches[quantity], columns, sources, ticks)
        for quantity in Quantity
    }


def _matches(
    columns: Iterable[Column], sources: Mapping[Quantity, tuple[Source, ...]]
) -> Mapping[Quantity, list[Match]]:
    """Return the columns that follow each quantity, none for two of them."""
    matches: defaultdict[Quantity, list[Match]] = defaultdict(list)
    for column in columns:
        found = [
            one for quantity in Quantity if (one := match(column, quantity, sources[quantity]))
        ]
        angles = [one for one in found if one.quantity in _ANGLES]
        if len(angles) > 1:
            # Where the two are alike for a while, the name decides, else the distance.
            best = max(angles, key=lambda one: (one.evidence, -one.error))
            found = [one for one in found if one not in angles or one is best]
        for one in found:
            matches[one.quantity].append(one)
    if not any(one.source.name == "computed" for one in matches[Quantity.LATITUDE]):
        # A speed that stands still is believed of a page that propagates by itself.
        moving = [one for one in matches[Quantity.VELOCITY] if one.distinct > 1]
        matches[Quantity.VELOCITY] = moving
    return matches


def _outcome(
    quantity: Quantity,
    matches: Sequence[Match],
    columns: Sequence[Column],
    sources: Mapping[Quantity, tuple[Source, ...]],
    ticks: Sequence[Tick],
) -> Outcome:
    best = max(matches, key=lambda one: one.rank, default=None)
    contrary = [one for one in matches if one.evidence is Evidence.CONTRARY]
    if best is None:
        return why_not(quantity, columns, sources[quantity], ticks)
    if best.evidence is not Evidence.RIGHT and contrary:
        return Unfollowed.swapped(quantity, contrary[0], ticks)
    return Followed(
        quantity=quantity,
        name=best.column.name,
        text=best.hits[-1].cell.text,
        unit=best.unit.name,
        source=best.source.name,
        distinct=best.distinct,
        share=best.share,
        rows=rows_of(best.column, best.unit, best.source, best.hits, ticks),
        advice=_advice(best),
    )


def _advice(found: Match) -> tuple[str, ...]:
    cell = found.hits[-1].cell
    said = unit_at(cell.text, cell.number.end)
    if said is None or said == found.unit.name or measured_in(said) is not found.quantity:
        return ()
    return (
        _("The {quantity} says {said}, and its number is right in {unit}.").format(
            quantity=name_of(found.quantity), said=said, unit=found.unit.name
        ),
    )
