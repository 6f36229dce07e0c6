"""Events that a function can greet with: every key that its code reads gets a value of the seed."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import Any

from grader.python_source import PythonFile, called_name

USUAL = ("name", "nombre", "user", "usuario", "message", "mensaje", "key1", "who", "city", "ciudad")
NESTED = ("queryStringParameters", "pathParameters", "headers", "detail", "body", "user", "data")
SYLLABLES = ("ka", "lo", "mi", "ru", "ne", "sa", "to", "vi", "pe", "do")


@dataclass(frozen=True)
class Greeting:
    """An event, and the values in it of which one should come back."""

    event: dict[str, Any]
    values: tuple[str, ...]

    def answered_by(self, text: str) -> bool:
        """Whether ``text`` carries at least one of the values."""
        lowered = text.lower()
        return any(value.lower() in lowered for value in self.values)


def greeting(files: Iterable[PythonFile], rng: Random) -> Greeting:
    """Make an event for a function in ``files``; another call makes other values."""
    read = _keys_read(files)
    keys = sorted({*USUAL, *read} - set(NESTED))
    values = {key: _word(rng) for key in keys}
    event: dict[str, Any] = dict(values)
    for name in NESTED:
        if name in read and name != "user":
            event[name] = json.dumps(values) if name == "body" else dict(values)
    return Greeting(event, tuple(values.values()))


def _word(rng: Random) -> str:
    return "".join(rng.choice(SYLLABLES) for _ in range(4)).capitalize()


def _keys_read(files: Iterable[PythonFile]) -> set[str]:
    keys: set[str] = set()
    for file in files:
        for node in ast.walk(file.tree):
            if isinstance(node, ast.Subscript):
                keys |= _text(node.slice)
            elif isinstance(node, ast.Call) and called_name(node) in {"get", "pop"} and node.args:
                keys |= _text(node.args[0])
            elif isinstance(node, ast.Compare):
                keys |= _text(node.left)
    return {key for key in keys if key.isidentifier() or "-" in key}


def _text(node: ast.expr) -> set[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    return set()
