"""Terraform's JSON syntax, read into the same blocks as HCL.

JSON does not tell an argument from a nested block, so an object or a list of objects is both.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from grader.hcl.reading import Attribute, Block, Unreadable

LABELS = {
    "resource": 2, "data": 2, "provider": 1, "variable": 1, "output": 1, "module": 1,
    "locals": 0, "terraform": 0,
}  # fmt: skip


def read_json(source: str, file: str) -> tuple[Block, ...]:
    """Parse the text of one ``.tf.json`` file. Raises Unreadable."""
    try:
        document = json.loads(source)
    except json.JSONDecodeError as error:
        raise Unreadable("syntax", error.lineno, error.colno, source) from None
    except RecursionError:
        raise Unreadable("nesting", 1, 1, source) from None
    if not isinstance(document, Mapping):
        raise Unreadable("syntax", 1, 1, source)
    return tuple(
        block
        for type, content in document.items()
        if type in LABELS
        for block in _blocks(type, (), content, LABELS[type], _Lines(source, file))
    )


class _Lines:
    """Finds the line of a key: the first after the line of what it stands in."""

    def __init__(self, source: str, file: str) -> None:
        self.file = file
        self._lines = source.split("\n")

    def of(self, key: str, after: int) -> int:
        quoted = re.compile(re.escape(json.dumps(key, ensure_ascii=False)) + r"\s*:")
        for number in range(after, len(self._lines) + 1):
            if quoted.search(self._lines[number - 1]):
                return number
        return after


def _blocks(
    type: str, labels: tuple[str, ...], content: Any, depth: int, lines: _Lines, line: int = 1
) -> Iterator[Block]:
    if isinstance(content, list):
        for item in content:
            yield from _blocks(type, labels, item, depth, lines, line)
    elif isinstance(content, Mapping):
        if depth == 0:
            yield _block(type, labels, content, lines, line)
            return
        for label, inner in content.items():
            yield from _blocks(
                type, (*labels, label), inner, depth - 1, lines, lines.of(label, line)
            )


def _block(
    type: str, labels: tuple[str, ...], body: Mapping[str, Any], lines: _Lines, line: int
) -> Block:
    attributes = tuple(
        Attribute(key, _quoted(value), lines.file, lines.of(key, line))
        for key, value in body.items()
    )
    nested = tuple(
        block
        for key, value in body.items()
        if isinstance(value, (Mapping, list))
        for block in _blocks(key, (), value, 0, lines, lines.of(key, line))
    )
    return Block(type, labels, lines.file, line, attributes, nested)


def _quoted(value: Any) -> Any:
    """Return a value in the form of python-hcl2: every string of JSON is a template."""
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, list):
        return [_quoted(item) for item in value]
    if isinstance(value, Mapping):
        return {f'"{key}"': _quoted(item) for key, item in value.items()}
    return value
