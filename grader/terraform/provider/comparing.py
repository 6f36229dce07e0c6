"""When two values of a block mean the same, as the plugin SDK of Terraform compares them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from grader.terraform.provider.schema import Block, NestedBlock
from grader.terraform.provider.values import UNKNOWN, Values


def same(block: Block, one: Values | None, other: Values | None) -> bool:
    """Whether two values of a block mean the same (the order of sets is of no account)."""
    if one is None or other is None:
        return one is other
    return canonical_block(block, one) == canonical_block(block, other)


def changed_paths(block: Block, planned: Values, prior: Values) -> Iterator[str]:
    """The dotted names of attributes and blocks in which ``planned`` differs from ``prior``."""
    for name, attribute in block.attributes.items():
        if canonical(attribute.type, planned.get(name)) != canonical(
            attribute.type, prior.get(name)
        ):
            yield name
    for name, nested in block.blocks.items():
        after, before = elements(planned.get(name)), elements(prior.get(name))
        if _canonical_blocks(nested, after) == _canonical_blocks(nested, before):
            continue
        yield name
        for new, old in zip(after, before, strict=False):
            yield from (f"{name}.{inner}" for inner in changed_paths(nested.block, new, old))


def canonical(kind: Any, value: Any) -> Any:
    """A comparable form of an attribute's value."""
    if isinstance(value, list):
        inner = kind[1] if isinstance(kind, list) and len(kind) > 1 else None
        items = [canonical(inner, one) for one in value]
        if isinstance(kind, list) and kind[0] == "set":
            return sorted(items, key=_sort_key)
        return items
    if isinstance(value, dict):
        inner = kind[1] if isinstance(kind, list) and kind[0] == "map" else None
        return {name: canonical(inner, one) for name, one in value.items()}
    return value


def canonical_block(block: Block, values: Values) -> Values:
    """A comparable form of the values of a block."""
    form = {
        name: canonical(attribute.type, values.get(name))
        for name, attribute in block.attributes.items()
    }
    for name, nested in block.blocks.items():
        given = values.get(name)
        form[name] = given if given is UNKNOWN else _canonical_blocks(nested, elements(given))
    return form


def _canonical_blocks(nested: NestedBlock, elements: list[Any]) -> list[Any]:
    forms = [one if one is UNKNOWN else canonical_block(nested.block, one) for one in elements]
    return sorted(forms, key=_sort_key) if nested.nesting == "set" else forms


def _sort_key(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=repr)


def elements(value: Any) -> list[Any]:
    """The elements of a nested block, whatever its nesting; none while it is not known."""
    if value is None or value is UNKNOWN:
        return []
    return value if isinstance(value, list) else [value]
