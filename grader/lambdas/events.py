"""Events that a function can greet with: every key that its code reads gets a value of the seed."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import Any, Literal

from grader.python_source import PythonFile

USUAL = ("name", "nombre", "user", "usuario", "message", "mensaje", "key1", "who", "city", "ciudad")
NESTED = ("queryStringParameters", "pathParameters", "headers", "detail", "body", "data")
FIELD = re.compile(r"[^\W\d][\w.-]{0,40}")
SYLLABLES = ("ka", "lo", "mi", "ru", "ne", "sa", "to", "vi", "pe", "do")


Shape = Literal["usual", "required", "text", "number", "list"]
SHAPES: tuple[Shape, ...] = ("usual", "required", "text", "number", "list")
"""Which fields an event has and what their values are; a function may want any of them.

The usual names alone; those that the code cannot do without, too; every word of the code; the same
with numbers; with lists.
"""


@dataclass(frozen=True)
class Greeting:
    """An event, and the values in it of which one should come back."""

    event: dict[str, Any]
    values: tuple[str, ...]

    def answered_by(self, text: str) -> bool:
        """Whether ``text`` carries at least one of the values."""
        lowered = text.lower()
        return any(value.lower() in lowered for value in self.values)


def greeting(files: Iterable[PythonFile], rng: Random, shape: Shape = "usual") -> Greeting:
    """Make an event for a function in ``files``; another call makes other values."""
    files = tuple(files)
    words, numeric = _words_of(files), _converted_in(files)
    wanted = {"usual": set(), "required": _subscripts_in(files)}.get(shape, words)
    drawn: dict[str, str] = {}
    values: dict[str, Any] = {}
    for key in sorted({*USUAL, *wanted} - set(NESTED)):
        number = shape == "number" or key in numeric
        drawn[key] = _number(rng) if number else _word(rng)
        values[key] = int(drawn[key]) if number else drawn[key]
        if shape == "list":
            values[key] = [values[key]]
    event: dict[str, Any] = dict(values)
    for name in NESTED:
        if name in words:
            event[name] = json.dumps(values) if name == "body" else dict(values)
    return Greeting(event, tuple(drawn.values()))


def _number(rng: Random) -> str:
    return str(rng.randrange(10_000, 99_999))


def _word(rng: Random) -> str:
    return "".join(rng.choice(SYLLABLES) for _ in range(4)).capitalize()


def _words_of(files: Iterable[PythonFile]) -> set[str]:
    """Return every text in the code that could be the name of a field."""
    return {text for file in files for node in ast.walk(file.tree) for text in _text(node)
            if FIELD.fullmatch(text)}  # fmt: skip


def _subscripts_in(files: Iterable[PythonFile]) -> set[str]:
    """Return the texts that something is subscripted with: ``event["name"]``."""
    return {text for file in files for node in ast.walk(file.tree)
            if isinstance(node, ast.Subscript) for text in _text(node.slice)}  # fmt: skip


def _converted_in(files: Iterable[PythonFile]) -> set[str]:
    """Return the texts inside ``int(…)`` and ``float(…)``: fields that must be numbers."""
    return {
        text
        for file in files
        for call in file.calls("int", "float")
        for node in ast.walk(call)
        for text in _text(node)
    }


def _text(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    return set()
