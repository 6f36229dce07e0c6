"""`extends`: a service that begins with what another one says."""

from __future__ import annotations

from collections.abc import Callable

from grader.compose.merging import merged
from grader.compose.nodes import Node, Scalar, Table
from grader.compose.refusal import Place, Refused
from grader.locale import _

MAX_STEPS = 8

Base = Callable[[str, str | None, Place], Table]
"""Gives a service by its name and file (None: the same file)."""


def extended(table: Table, base: Base, steps: int = 0) -> Table:
    """Return the service with what it extends below it. Raises Refused."""
    node = table.get("extends")
    if node is None:
        return table
    name, file = _named(node)
    if not name or steps >= MAX_STEPS:
        raise Refused(
            _("This service extends itself.") if name else _("extends names no service."),
            node.place,
            expected="extends: {service: base}",
        )
    below = extended(base(name, file, node.place), base, steps + 1)
    entries = {key: value for key, value in table.entries.items() if key != "extends"}
    result = merged(below, Table(entries, table.place, table.keys))
    assert isinstance(result, Table)
    return result


def _named(node: Node) -> tuple[str | None, str | None]:
    """Return service and file."""
    if isinstance(node, Table):
        return node.text("service"), node.text("file")
    return (node.text if isinstance(node, Scalar) else None), None
