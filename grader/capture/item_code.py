"""Where in the capturing Lambda's source an item is made and put."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Set
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
MOMENTS = frozenset({"now", "utcnow", "today", "fromtimestamp", "utcfromtimestamp"})
"""What makes a datetime."""
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
    dicts = [node for node in ast.walk(file.tree) if isinstance(node, ast.Dict)]
    marked = [node for node in dicts if {name for name, _value in _pairs(node)} & set(MARKS)]
    made = [node for node in _in_helpers(file) if isinstance(node, ast.Dict)]
    for node in dict.fromkeys((*marked, *made, *filter(_is_place, dicts))):
        yield from _pairs(node)


def _in_helpers(file: PythonFile) -> Iterator[ast.AST]:
    """Yield what stands in the functions that are called to make what is put."""
    calls = [n for put in file.calls(*PUTS) for n in ast.walk(put) if isinstance(n, ast.Call)]
    helpers = {called_name(call) for call in calls}
    for node in ast.walk(file.tree):
        if isinstance(node, ast.FunctionDef) and node.name in helpers:
            yield from ast.walk(node)


def _is_place(node: ast.Dict) -> bool:
    """Whether a dictionary holds a place, as an item or a part of one does."""
    names = {name for name, _value in _pairs(node)}
    return all(names & NAMES[field] for field in ("latitude", "longitude"))


def _pairs(node: ast.Dict) -> Iterator[tuple[object, ast.expr]]:
    for key, value in zip(node.keys, node.values, strict=True):
        if isinstance(key, ast.Constant):
            yield key.value, value


def float_value(code: CaptureCode) -> Where | None:
    """Return where the item gets a number that nothing made a Decimal or a text."""
    numbers = {name for names in NAMES.values() for name in names}
    return _value(
        code,
        lambda file, key, value: (
            key in numbers
            and not isinstance(value, ast.Constant)
            and not _calls(file, value) & {"Decimal", "str", "repr", "loads", "quantize"}
        ),
    )


def moment_value(code: CaptureCode) -> Where | None:
    """Return where the item gets a moment that nothing made a text or a number."""
    return _value(
        code,
        lambda file, _key, value: (
            bool(_calls(file, value) & MOMENTS)
            and not _calls(file, value) & {"str", "isoformat", "strftime", "timestamp", "int"}
        ),
    )


def _value(
    code: CaptureCode, is_meant: Callable[[PythonFile, object, ast.expr], bool]
) -> Where | None:
    for file in _files(code):
        for key, value in _given(file):
            if is_meant(file, key, value):
                return file.where(value)
    return None


def _calls(file: PythonFile, value: ast.expr) -> set[str]:
    """Return the names of the functions that are called to make a value."""
    made = assigned(file, value.id) if isinstance(value, ast.Name) else None
    walked = (*ast.walk(value), *(ast.walk(made) if made else ()))
    return {called_name(node) for node in walked if isinstance(node, ast.Call)}


def assigned(file: PythonFile, name: str) -> ast.expr | None:
    """Return the value that a variable gets where it is first assigned, or None."""
    for node in file.assignments(name):
        if not isinstance(node, ast.Assign):
            continue
        for target in node.targets:
            if isinstance(target, ast.Name):
                return node.value
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                for one, value in zip(target.elts, node.value.elts, strict=False):
                    if isinstance(one, ast.Name) and one.id == name:
                        return value
    return None


def _made(file: PythonFile, value: ast.expr) -> ast.AST:
    """Return the assignment that makes a variable's value, else the value itself."""
    if isinstance(value, ast.Dict) and len(value.values) == 1:
        value = value.values[0]  # {"S": path}
    if not isinstance(value, ast.Name):
        return value
    return next(iter(file.assignments(value.id)), value)
