"""Where in the capturing Lambda's source an item is made and put."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from grader.capture.numbers import NAMES

if TYPE_CHECKING:
    from grader.capture.code import CaptureCode
    from grader.python_source import PythonFile
    from grader.rubric import Where

PUTS = (
    "put_item", "update_item", "batch_write_item", "transact_write_items", "execute_statement",
)  # fmt: skip
MARKS = ("capture_id", "s3_path")
"""Attributes by which a dictionary in the code is known to be an item."""


def put(code: CaptureCode) -> Where | None:
    """Return where an item is put."""
    return code.call(*PUTS)


def attribute(code: CaptureCode, *names: str) -> Where | None:
    """Return where the item gets one of the attributes, else where the item is put."""
    wanted = {alias for name in names for alias in (name, *NAMES.get(name, ()))}
    for file in code.files:
        for item in _items(file):
            for key in item.keys:
                if isinstance(key, ast.Constant) and key.value in wanted:
                    return file.where(key)
    for name in names:
        for file in code.files:
            node = next(_set_by_subscript(file, name), None)
            if node is not None:
                return file.where(node)
    return None


def _items(file: PythonFile) -> Iterator[ast.Dict]:
    """Yield the dictionaries that look like items: they hold one of `MARKS`, or are put."""
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Dict):
            names = {key.value for key in node.keys if isinstance(key, ast.Constant)}
            if names & set(MARKS):
                yield node
    for call in file.calls(*PUTS):
        yield from (node for node in ast.walk(call) if isinstance(node, ast.Dict))


def _set_by_subscript(file: PythonFile, name: str) -> Iterator[ast.AST]:
    """Yield ``item["name"] = …``."""
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if (
                    isinstance(target, ast.Subscript)
                    and isinstance(target.slice, ast.Constant)
                    and target.slice.value == name
                ):
                    yield node
