"""Two records side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.conformance.masks import comparable


@dataclass(frozen=True)
class Difference:
    """A field in which ours is not as the official provider's."""

    path: str
    ours: Any
    official: Any

    def __str__(self) -> str:
        """One line for people."""
        return f"{self.path}\n    ours     {self.ours!r}\n    official {self.official!r}"


ABSENT = "(absent)"


def differences(ours: Any, official: Any) -> Iterator[Difference]:
    """Every field that is not the same."""
    return _differences(comparable(ours), comparable(official), "")


def fields(record: Any) -> int:
    """How many values a record compares."""
    return _count(comparable(record))


def _differences(ours: Any, official: Any, path: str) -> Iterator[Difference]:
    if isinstance(ours, dict) and isinstance(official, dict):
        for name in sorted({*ours, *official}):
            below = f"{path} / {name}" if path else str(name)
            yield from _differences(ours.get(name, ABSENT), official.get(name, ABSENT), below)
    elif isinstance(ours, list) and isinstance(official, list) and len(ours) == len(official):
        for index, (one, other) in enumerate(zip(ours, official, strict=True)):
            yield from _differences(one, other, f"{path}[{index}]")
    elif ours != official or isinstance(ours, bool) is not isinstance(official, bool):
        yield Difference(path, ours, official)


def _count(record: Any) -> int:
    if isinstance(record, dict) and record:
        return sum(_count(one) for one in record.values())
    if isinstance(record, list) and record:
        return sum(_count(one) for one in record)
    return 1
