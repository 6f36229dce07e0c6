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


def last_put(code: CaptureCode) -> Where | None:
    """Return where the last of several items is put."""
    for file in code.files:
        calls = sorted(file.calls(*PUTS), key=lambda call: call.lineno)
        if calls:
            return file.where(calls[-1])
    return None


def decimal_of_float(code: CaptureCode) -> Where | None:
    """Return where a Decimal is made of something that is not text."""
    for file in code.files:
        for call in file.calls("Decimal", "from_float", "create_decimal_from_float"):
            texts = [n for a in call.args for n in ast.walk(a) if _is_text(n)]
            if call.args and not texts:
                return file.where(call)
    return None


def _is_text(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in {"str", "repr", "format"}
    return isinstance(node, (ast.JoinedStr, ast.Constant))


def attribute(code: CaptureCode, *names: str) -> Where | None:
    """Return where the item gets one of the attributes; where a variable's value is made."""
    wanted = {alias for name in names for alias in (name, *NAMES.get(name, ()))}
    for file in code.files:
        for key, value in _given(file):
            if key in wanted:
                return file.where(_made(file, value))
    return None


def _given(file: PythonFile) -> Iterator[tuple[object, ast.expr]]:
    """Yield attribute and value of what looks like an item, what is put before other places."""
    for call in file.calls(*PUTS):
        for node in ast.walk(call):
            if isinstance(node, ast.Dict):
                yield from _pairs(node)
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Call):
            yield from ((one.arg, one.value) for one in node.keywords if one.arg)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
            place = node.targets[0].slice
            if isinstance(place, ast.Constant):
                yield place.value, node.value
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Dict) and {name for name, _value in _pairs(node)} & set(MARKS):
            yield from _pairs(node)


def _pairs(node: ast.Dict) -> Iterator[tuple[object, ast.expr]]:
    for key, value in zip(node.keys, node.values, strict=True):
        if isinstance(key, ast.Constant):
            yield key.value, value


def _made(file: PythonFile, value: ast.expr) -> ast.AST:
    """Return the assignment that makes a variable's value, else the value itself."""
    if isinstance(value, ast.Dict) and len(value.values) == 1:
        value = value.values[0]  # {"S": path}
    if not isinstance(value, ast.Name):
        return value
    return next(iter(file.assignments(value.id)), value)
