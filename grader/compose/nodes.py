"""What a YAML file holds, every piece with its place.

Numbers and booleans stay the text that was written: what they mean depends on where they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeAlias

from grader.compose.refusal import Place

Order = Literal["", "!reset", "!override"]
"""Compose's own tags: what an override file does with what stood there before."""

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
TRUTHS = frozenset({"true", "True", "TRUE"})


@dataclass(frozen=True)
class Scalar:
    """One value; ``quoted`` tells "null" from null."""

    text: str
    place: Place
    quoted: bool = False
    order: Order = ""
    size: int = 1
    depth: int = 0

    @property
    def is_null(self) -> bool:
        """Whether nothing is written there."""
        return not self.quoted and self.text in NULLS

    @property
    def is_true(self) -> bool:
        """Whether it is YAML's true."""
        return not self.quoted and self.text in TRUTHS


@dataclass(frozen=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    place: Place
    order: Order = ""
    size: int = field(init=False)
    """How many nodes there are when every alias is written out."""
    depth: int = field(init=False)

    def __post_init__(self) -> None:
        """Count."""
        object.__setattr__(self, "size", 1 + sum(item.size for item in self.items))
        object.__setattr__(self, "depth", 1 + max((x.depth for x in self.items), default=0))


@dataclass(frozen=True)
class Table:
    """A mapping; a key stands in it once."""

    entries: Mapping[str, Node]
    place: Place
    keys: Mapping[str, Place]
    """Where each key is written."""
    order: Order = ""
    size: int = field(init=False)
    depth: int = field(init=False)

    def __post_init__(self) -> None:
        """Count."""
        values = self.entries.values()
        object.__setattr__(self, "size", 1 + sum(1 + value.size for value in values))
        object.__setattr__(self, "depth", 1 + max((x.depth for x in values), default=0))

    def get(self, key: str) -> Node | None:
        """Return the value of ``key``; None where there is none, or null."""
        value = self.entries.get(key)
        return None if isinstance(value, Scalar) and value.is_null else value

    def text(self, key: str) -> str | None:
        """Return the value of ``key`` where it is a scalar that says something."""
        value = self.get(key)
        return value.text if isinstance(value, Scalar) else None

    def table(self, key: str) -> Table | None:
        """Return the value of ``key`` where it is a mapping."""
        value = self.get(key)
        return value if isinstance(value, Table) else None

    @cached_property
    def tables(self) -> dict[str, Table]:
        """The entries that are mappings."""
        return {key: value for key, value in self.entries.items() if isinstance(value, Table)}


Node: TypeAlias = Scalar | Sequence | Table


def scalars(node: Node | None) -> Iterator[Scalar]:
    """Yield a scalar, or the scalars of a list."""
    if isinstance(node, Scalar):
        if not node.is_null:
            yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from scalars(item)
