"""What an expression of the Terraform files refers to, by the text alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.hcl.configuration import Configuration
    from grader.lambdas.spec import FunctionSpec

DEPTH = 4
RESOURCE = re.compile(r"\b(aws_\w+)\.")
THROUGH = re.compile(r"\b(module\.[\w-]+(?:\[[^]]*\])?|local|var)\.([\w-]+)")


def variables_about(
    configuration: Configuration, spec: FunctionSpec | None, type: str
) -> frozenset[str]:
    """Return the function's environment variables whose value comes from a resource of ``type``."""
    blocks = spec.block.nested("environment") if spec and spec.block else ()
    return frozenset(
        name.strip('"')
        for block in blocks
        if (attribute := block.attribute("variables")) and isinstance(attribute.value, Mapping)
        for name, expression in attribute.value.items()
        if type in set(_types(configuration, str(expression), DEPTH))
    )


def _types(configuration: Configuration, expression: str, depth: int) -> Iterator[str]:
    """Yield the types of resources that ``expression`` refers to, through names given to them."""
    yield from RESOURCE.findall(expression)
    if depth:
        for kind, name in THROUGH.findall(expression):
            for value in _given(configuration, kind, name):
                yield from _types(configuration, str(value), depth - 1)


def _given(configuration: Configuration, kind: str, name: str) -> Iterator[Any]:
    """Yield what may stand behind an output of a module, a local or a variable."""
    if kind == "local":
        places = [(block, name) for block in configuration.blocks("locals")]
    elif kind == "var":
        places = [(block, name) for block in configuration.blocks("module")]
    else:
        places = [(block, "value") for block in configuration.blocks("output", name)]
    for block, attribute in places:
        found = block.attribute(attribute)
        if found is not None:
            yield found.value
