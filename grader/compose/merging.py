"""How Compose lays one file over another."""

from __future__ import annotations

from grader.compose.nodes import Node, Scalar, Sequence, Table

REPLACED = frozenset({"command", "entrypoint", "test"})
"""Lists of which the later one counts alone."""
BY_NAME = frozenset({"environment", "labels", "build.args", "extra_hosts", "sysctls"})
"""Written as a list or a mapping, merged by name."""


def merged(below: Node, above: Node, key: str = "") -> Node:
    """Return ``below`` with ``above`` laid over it; ``key`` is where they stand."""
    if above.order == "!override" or below.order == "!reset":
        return above
    if key in BY_NAME:
        below, above = by_name(below), by_name(above)
    if isinstance(below, Table) and isinstance(above, Table):
        entries = dict(below.entries)
        for name, value in above.entries.items():
            if value.order == "!reset":
                entries.pop(name, None)
            else:
                entries[name] = merged(entries[name], value, name) if name in entries else value
        return Table(entries, above.place, {**below.keys, **above.keys})
    if isinstance(below, Sequence) and isinstance(above, Sequence) and key not in REPLACED:
        targets = {_target(item) for item in above.items} if key == "volumes" else set()
        kept = [item for item in below.items if _target(item) not in targets or not targets]
        return Sequence((*kept, *above.items), above.place)
    if isinstance(above, Scalar) and above.is_null:
        return below
    return above


def by_name(node: Node) -> Node:
    """Return a list of ``NAME=value`` as the mapping that it means; anything else as it is."""
    if not isinstance(node, Sequence) or not all(isinstance(x, Scalar) for x in node.items):
        return node
    entries: dict[str, Node] = {}
    keys = {}
    for item in node.items:
        assert isinstance(item, Scalar)
        name, sign, value = item.text.partition("=")
        entries[name] = Scalar(value, item.place, quoted=bool(sign))
        keys[name] = item.place
    return Table(entries, node.place, keys, node.order)


def _target(item: Node) -> str:
    """Return where in the container a volume is mounted, "" where that cannot be told."""
    from grader.compose.refusal import Refused
    from grader.compose.volumes import read_mount

    try:
        return read_mount(item).target
    except Refused:
        return ""
