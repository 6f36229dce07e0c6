"""Whether one column of numbers follows what was served."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from grader.page.numbers.columns import Cell, Column, read
from grader.page.numbers.labels import Evidence, evidence
from grader.page.numbers.numbers import Reading
from grader.page.numbers.quantities import UNITS, Quantity, Unit
from grader.page.numbers.sources import Band, Source

SHARE = 0.75
"""Of the looks at which a text must be right."""
DISTINCT = 3
"""Right values that differ."""

_FEWEST = 4
_GLIDES = 0.9
_FEWEST_GLIDES = 6
_FINEST = 1e-6
_ROUNDED_FACTOR = 0.0005
"""How far a student's own factor for miles or feet may be off."""
_METRIC = frozenset({"°", "km", "m", "km/h", "m/s", "km/s"})
_FINE = 3.6
"""Thousandths of a kilometre a second, in km/h."""


@dataclass(frozen=True)
class Hit:
    """A reading that was right, in degrees, kilometres or km/h."""

    cell: Cell
    value: float
    step: float
    band: Band
    met: bool
    """Whether it is a value of the band's ends, and not one between them."""


@dataclass(frozen=True)
class Match:
    """A column that follows a quantity."""

    quantity: Quantity
    column: Column
    unit: Unit
    source: Source
    hits: tuple[Hit, ...]
    judged: int
    """Looks at which something had been served."""
    evidence: Evidence

    @property
    def distinct(self) -> int:
        """How many different values were right."""
        return len({hit.value for hit in self.hits})

    @property
    def share(self) -> float:
        """The share of looks at which it was right."""
        return len(self.hits) / self.judged

    @property
    def error(self) -> float:
        """The mean distance to what was served last."""
        return sum(abs(hit.value - hit.band.newer) for hit in self.hits) / len(self.hits)

    @property
    def rank(self) -> tuple[int, float, int, float]:
        """The better of two matches has the greater rank."""
        return self.evidence, round(self.share, 2), self.distinct, -len(self.hits[-1].cell.text)


def match(
    column: Column, quantity: Quantity, sources: tuple[Source, ...], sign: int = 1
) -> Match | None:
    """Return how a column follows ``quantity``, or None.

    With a ``sign`` of -1, what it shows is taken with the other sign.
    """
    for source in sources:
        for unit in UNITS[quantity]:
            hits = hits_of(column, quantity, unit, source, sign, patient=False)
            found = _judged(column, quantity, unit, source, hits) if hits else None
            if found and _is_live(found, sources[0]):
                return found
    return None


def hits_of(
    column: Column, quantity: Quantity, unit: Unit, source: Source, sign: int, *, patient: bool
) -> tuple[Hit, ...]:
    """Return the right readings; none, unless ``patient``, as soon as they can only be too few."""
    allowed = judged_looks(column, source) * (1 - SHARE)
    missed = column.missing
    hits = []
    for cell in column.cells:
        band = source.bands[cell.tick]
        if band is None:
            continue
        hit = _hit(cell, quantity, unit, band, sign)
        if hit:
            hits.append(hit)
        else:
            missed += 1
            if missed > allowed and not patient:
                return ()
    return tuple(hits)


def judged_looks(column: Column, source: Source) -> int:
    """Return at how many looks there was something to be right about."""
    return sum(source.bands[cell.tick] is not None for cell in column.cells) + column.missing


def _hit(cell: Cell, quantity: Quantity, unit: Unit, band: Band, sign: int) -> Hit | None:
    circular = quantity is Quantity.LONGITUDE
    between = None
    for reading in cell.number.readings:
        value = sign * reading.value / unit.factor
        tolerance = _tolerance(reading, unit, band)
        if band.spans(value, tolerance, circular=circular):
            met = band.meets(value, tolerance, circular=circular)
            between = Hit(cell, value, reading.step / unit.factor, band, met)
            if met:
                return between
    return between


def _tolerance(reading: Reading, unit: Unit, band: Band) -> float:
    """Return how far a rounded or cut number may be off, in the quantity's own unit."""
    converted = 0.0 if unit.name in _METRIC else _ROUNDED_FACTOR * abs(band.newer)
    return 1.01 * max(reading.step, _FINEST) / unit.factor + converted


def _judged(
    column: Column, quantity: Quantity, unit: Unit, source: Source, hits: tuple[Hit, ...]
) -> Match | None:
    judged = judged_looks(column, source)
    if judged < _FEWEST:
        return None
    right = hits if source.steady or _glides(hits) else tuple(hit for hit in hits if hit.met)
    if len(right) < SHARE * judged:
        return None
    cell = right[-1].cell
    said = evidence(cell.text, read(cell.text), cell.ordinal, quantity)
    return Match(quantity, column, unit, source, right, judged, said)


def _glides(hits: tuple[Hit, ...]) -> bool:
    """Whether what lies between two served values moves from the older to the newer one."""
    steps = list(_steps(hits))
    forward = sum(step >= 0 for step in steps)
    return len(steps) >= _FEWEST_GLIDES and forward >= _GLIDES * len(steps)


def _steps(hits: tuple[Hit, ...]) -> Iterator[float]:
    for one, other in pairwise(hits):
        ahead = one.band.newer - one.band.older
        if one.band == other.band and ahead and one.value != other.value:
            yield (other.value - one.value) * ahead


def _is_live(match: Match, served: Source) -> bool:
    """Whether the column changes as much as its source does, seen through its decimals."""
    step = max(match.hits[-1].step, _FINEST)
    possible = len({round(hit.band.newer / step) for hit in match.hits})
    if match.distinct >= min(DISTINCT, max(2, possible)):
        return True
    # The speed of a page that propagates by itself hardly changes in a minute: in thousandths of
    # a kilometre a second often not at all. Then it has to be right to its last digit.
    exact = all(abs(hit.value - hit.band.newer) <= 1.01 * step for hit in match.hits)
    asks = any(served.bands)
    own = match.source.name == "computed" and not asks
    fine = step <= _FINE * 1.01
    return match.quantity is Quantity.VELOCITY and possible == 1 and own and fine and exact
