"""Where in the capturing Lambda's source an item is made and put."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Set
from typing import TYPE_CHECKING

from grader.capture.numbers import NAMES
from grader.python_source import called_name

if TYPE_CHECKING:
    from grader.capture.code import CaptureCode
    from grader.python_source import PythonFile
    from grader.rubric import Where

PUTS = (
    "put_item", "update_item", "batch_write_item", "transact_write_items", "execute_statement",
)  # fmt: skip
ROUNDINGS = ("round", "int", "quantize", "format")
FEW = re.compile(r"\.[0-2]f")
"""What writes a number with two decimals or fewer, in an f-string."""
MARKS = ("capture_id", "s3_path")
"""Attributes by which a dictionary in the code is known to be an item."""


def _files(code: CaptureCode) -> list[PythonFile]:
    """Return the files that put items, those of another function too, then the function's own."""
    writing = [f for f in (*code.files, *code.others) if next(iter(f.calls(*PUTS)), None)]
    return [*writing, *(f for f in code.files if f not in writing)]


def put(code: CaptureCode) -> Where | None:
    """Return where an item is put."""
    for file in _files(code):
        for call in file.calls(*PUTS):
            return file.where(call)
    return None


def last_put(code: CaptureCode) -> Where | None:
    """Return where the last of several items is put."""
    for file in _files(code):
        calls = sorted(file.calls(*PUTS), key=lambda call: call.lineno)
        if calls:
            return file.where(calls[-1])
    return None


def decimal_of_float(code: CaptureCode) -> Where | None:
    """Return where a Decimal is made of something that is not text."""
    for file in _files(code):
        for call in file.calls("Decimal", "from_float", "create_decimal_from_float"):
            texts = [n for a in call.args for n in ast.walk(a) if _is_text(n)]
            if call.args and not texts:
                return file.where(call)
    return None


def rounding(code: CaptureCode, field: str) -> Where | None:
    """Return where a field loses decimals: in what makes its value, else at the first rounding."""
    for file in _files(code):
        for place in (*_makers(file, {field}), *_makers(file, NAMES[field]), file.tree):
            found = sorted(filter(_rounds, ast.walk(place)), key=_is_int)
            if found:
                return file.where(found[0])
    return None


def _makers(file: PythonFile, names: Set[str]) -> list[ast.AST]:
    """Return the expressions of an attribute's value, and the functions that they call."""
    values = [_made(file, value) for key, value in _given(file) if key in names]
    calls = [n for value in values for n in ast.walk(value) if isinstance(n, ast.Call)]
    called = {called_name(call) for call in calls}
    functions = (n for n in ast.walk(file.tree) if isinstance(n, ast.FunctionDef))
    return [*values, *(one for one in functions if one.name in called)]


def _rounds(node: ast.AST) -> bool:
    if isinstance(node, ast.FormattedValue):
        return node.format_spec is not None and bool(FEW.search(ast.unparse(node.format_spec)))
    return isinstance(node, ast.Call) and called_name(node) in ROUNDINGS


def _is_int(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and called_name(node) == "int"


def _is_text(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in {"str", "repr", "format"}
    return isinstance(node, (ast.JoinedStr, ast.Constant))


def attribute(code: CaptureCode, *names: str) -> Where | None:
    """Return where the item gets one of the attributes; where a variable's value is made."""
    wanted = {alias for name in names for alias in (name, *NAMES.get(name, ()))}
    for file in _files(code):
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
