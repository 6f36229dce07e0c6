"""What lies in the tables of a cell, and what a run adds to it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from grader.lambdas.outcome import shortened
from grader.locale import _

if TYPE_CHECKING:
    from grader.cloud.protocol import Cloud

LISTED_LIMIT = 2_000
LONGEST_SHOWN = 80
"""Characters of one value that a finding shows."""
DEPTH = 5
MARKS = frozenset({"S", "N", "B", "BOOL", "NULL", "M", "L", "SS", "NS", "BS"})

Typed = Mapping[str, Any]
"""A value as DynamoDB tells it: its type's mark and its content, ``{"N": "12.5"}``."""


@dataclass(frozen=True)
class Leaf:
    """A scalar of an item: ``name`` is its own, ``attribute`` that of the whole it stands in.

    ``depth`` is 0 for an attribute; ``written`` says that it stands in a text of JSON.
    """

    attribute: str
    name: str
    mark: str
    content: Any
    depth: int = 0
    written: bool = False


@dataclass(frozen=True)
class StoredItem:
    """An item of a table, as it is at one moment; ``text`` is the whole of it as JSON."""

    table: str
    region: str
    key: str
    text: str

    @property
    def name(self) -> str:
        """The item's table and key, for a finding."""
        return f"{self.table} {self.key}"

    @cached_property
    def attributes(self) -> dict[str, Typed]:
        """The attributes, with their types."""
        attributes: dict[str, Typed] = json.loads(self.text)
        return attributes

    def shown_within(self, limit: int) -> str:
        """Return the attributes without their types, as many as ``limit`` characters show."""
        shown, size = [], 0
        for name, value in self.attributes.items():
            shown.append(f"{name} {shortened(_plain(value), LONGEST_SHOWN)}")
            size += len(shown[-1]) + 2
            if size > limit and len(shown) > 1:
                shown[-1] = _("and {n} more").format(n=len(self.attributes) - len(shown) + 1)
                break
        return ", ".join(shown)

    def leaves(self) -> Iterator[Leaf]:
        """Yield every scalar, those inside maps and JSON too."""
        for attribute, value in self.attributes.items():
            yield from _leaves(attribute, attribute, value, 0)


class Ledger:
    """The tables of a cell, in the regions that were used."""

    def __init__(self, cloud: Cloud, regions: tuple[str, ...]) -> None:
        self._cloud = cloud
        self._regions = regions

    def tables(self) -> Iterator[tuple[str, str]]:
        """Yield region and name of every table."""
        for region in self._regions:
            pages = self._cloud.client("dynamodb", region).get_paginator("list_tables").paginate()
            for page in pages:
                yield from ((region, name) for name in page["TableNames"])

    def items(self) -> frozenset[StoredItem]:
        """Return every item of every table."""
        return frozenset(item for place in self.tables() for item in self._in(*place))

    def _in(self, region: str, table: str) -> Iterator[StoredItem]:
        client = self._cloud.client("dynamodb", region)
        schema = client.describe_table(TableName=table)["Table"]["KeySchema"]
        keys = [one["AttributeName"] for one in schema]
        pages = client.get_paginator("scan").paginate(
            TableName=table, ConsistentRead=True, PaginationConfig={"MaxItems": LISTED_LIMIT}
        )
        for page in pages:
            for item in page["Items"]:
                key = ", ".join(f"{name} {_plain(item[name])}" for name in keys)
                text = json.dumps(item, sort_keys=True, ensure_ascii=False, default=repr)
                yield StoredItem(table, region, key, text)


def _plain(value: Typed) -> str:
    content = next(iter(value.values()))
    if isinstance(content, str):
        return content
    return json.dumps(content, ensure_ascii=False, default=repr)  # bytes are no JSON


def _leaves(attribute: str, name: str, value: Any, depth: int) -> Iterator[Leaf]:
    if depth == DEPTH or not isinstance(value, Mapping) or len(value) != 1:
        return
    ((mark, content),) = value.items()
    if mark == "M":
        for inner, one in content.items():
            yield from _leaves(attribute, inner, one, depth + 1)
    elif mark == "L":
        for one in content:
            yield from _leaves(attribute, name, one, depth + 1)
    elif mark in MARKS:
        yield Leaf(attribute, name, mark, content, depth)
        if mark == "S" and content.lstrip()[:1] in {"{", "["}:
            yield from _written_inside(attribute, name, content, depth + 1)


def _written_inside(attribute: str, name: str, text: str, depth: int) -> Iterator[Leaf]:
    """Yield what stands in a text of JSON: for DynamoDB all of it is text."""
    try:
        content = json.loads(text, parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        return
    yield from _texts(attribute, name, content, depth)


def _texts(attribute: str, name: str, content: Any, depth: int) -> Iterator[Leaf]:
    if depth == DEPTH:
        return
    if isinstance(content, Mapping):
        for inner, one in content.items():
            yield from _texts(attribute, inner, one, depth + 1)
    elif isinstance(content, list):
        for one in content:
            yield from _texts(attribute, name, one, depth + 1)
    elif isinstance(content, str):
        yield Leaf(attribute, name, "S", content, depth, written=True)
