"""Which name on the page belongs to which number."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from itertools import groupby

from grader.page.numbers.numbers import Number
from grader.page.numbers.quantities import Label, Quantity, labels_in, measured_in, unit_at


class Evidence(IntEnum):
    """What the words around a number say about the quantity that it is taken for."""

    CONTRARY = -1
    NONE = 0
    RIGHT = 1


def evidence(text: str, numbers: Sequence[Number], ordinal: int, quantity: Quantity) -> Evidence:
    """Say whether a text calls its number of this ordinal by the name of ``quantity``."""
    number = numbers[ordinal]
    if measured_in(unit_at(text, number.end)) is quantity:
        return Evidence.RIGHT
    label = labels_of(text, numbers)[ordinal]
    if label is None:
        return Evidence.NONE
    return Evidence.RIGHT if label is quantity else Evidence.CONTRARY


def labels_of(text: str, numbers: Sequence[Number]) -> tuple[Quantity | None, ...]:
    """Give each number of a text the quantity that its label names; None where it is not sure.

    Labels stand before their numbers ("Lat 1 Lon 2", "Lat, Lon: 1, 2"), or behind all of them
    ("1 Latitude 2 Longitude").
    """
    found: dict[int, Quantity] = {}
    items: list[Label | Number] = [*_labels(text, numbers), *numbers]
    items.sort(key=lambda item: item.start)
    if items and isinstance(items[0], Number) and isinstance(items[-1], Label):
        items.reverse()
    labels: list[Quantity] = []
    for is_label, run in groupby(items, key=lambda item: isinstance(item, Label)):
        members = list(run)
        if is_label:
            labels = [item.quantity for item in members if isinstance(item, Label)]
            continue
        if len(labels) == 1:
            found |= {item.start: labels[0] for item in members}
        elif len(labels) == len(members):
            found |= {item.start: name for item, name in zip(members, labels, strict=True)}
    return tuple(found.get(number.start) for number in numbers)


def _labels(text: str, numbers: Sequence[Number]) -> list[Label]:
    """Return the labels of a text, one where a name is said twice: "Latitude (lat)"."""
    kept: list[Label] = []
    for label in labels_in(text):
        said = kept and kept[-1].quantity is label.quantity
        between = any(kept[-1].start < number.start < label.start for number in numbers if kept)
        if not said or between:
            kept.append(label)
    return kept
