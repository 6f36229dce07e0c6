"""What an item says of its capture, wherever it says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from grader.capture.numbers import FIELDS, field_of, is_name_of, number, position_in
from grader.capture.objects import READ_LIMIT
from grader.capture.table import BRIEF_TABLE, KEY

if TYPE_CHECKING:
    from grader.capture.bench import CaptureBench
    from grader.capture.items import Leaf, StoredItem
    from grader.capture.objects import Written

PATH = "s3_path"
NEAR = 1.0
"""Degrees within which a place is that of its capture; a minute moves the ISS by four."""

Place = Sequence[float | None]
"""Latitude and longitude, None where it is not told; empty when neither is."""


def of_captures(bench: CaptureBench, items: tuple[StoredItem, ...]) -> tuple[StoredItem, ...]:
    """Return those items that lie in the table of the captures, the likeliest first."""
    written = sorted(bench.first.items, key=_likeness, reverse=True)
    table = written[0].table if written else BRIEF_TABLE
    return tuple(sorted((one for one in items if one.table == table), key=_likeness, reverse=True))


def _likeness(item: StoredItem) -> tuple[bool, int, bool]:
    """Return how much an item looks like that of a capture."""
    marks = {KEY, PATH} & set(item.attributes)
    place = {"latitude", "longitude"} & {field for field, _leaf in fields(item)}
    return bool(place) or PATH in marks, len(marks) + len(place), item.table == BRIEF_TABLE


def place_of_item(item: StoredItem) -> Place:
    """Return the place that an item tells."""
    told = {field: number(leaf.content) for field, leaf in fields(item)}
    return (told.get("latitude"), told.get("longitude"))


def place_of_object(written: Written) -> Place | None:
    """Return the place that an object tells; None where it cannot be known."""
    if written.problem or len(written.body) >= READ_LIMIT:
        return None
    try:
        content = position_in(written.parsed())
    except ValueError:
        content = {}
    return [number(content[field][1]) for field in ("latitude", "longitude") if field in content]


def both_near(given: Place, wanted: Place) -> bool:
    """Whether two places are the same one."""
    return len(given) == len(wanted) and all(
        one is not None and other is not None and near(one, other)
        for one, other in zip(given, wanted, strict=True)
    )


def fields(item: StoredItem) -> Iterator[tuple[str, Leaf]]:
    """Yield the item's numbers of a position, each field once, where it is meant most clearly."""
    leaves = [(field_of(leaf.name), leaf) for leaf in item.leaves()]
    for field in FIELDS:
        named = [leaf for one, leaf in leaves if one == field and _may_be(field, leaf)]
        if named:
            yield field, min(named, key=lambda leaf: _doubt(field, leaf))


def _may_be(field: str, leaf: Leaf) -> bool:
    """Whether a leaf counts as a field; what the brief does not ask for may also be a remark."""
    required = field in ("latitude", "longitude")
    return required or (not leaf.written and number(leaf.content) is not None)


def _doubt(field: str, leaf: Leaf) -> tuple[bool, bool, bool, int, bool]:
    """Return how little a leaf seems to be meant as the field: an attribute of its name is it."""
    return (
        leaf.written,
        not is_name_of(field, leaf.name),
        leaf.mark != "N",
        leaf.depth,
        leaf.name != field,
    )


def near(value: Any, truth: float) -> bool:
    """Whether a value is about ``truth``."""
    given = number(value)
    return given is not None and abs(given - truth) <= NEAR
