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


Shape = Literal["text", "number", "list"]
SHAPES: tuple[Shape, ...] = ("text", "number", "list")
"""What the values of an event are; a function may want any of them."""


@dataclass(frozen=True)
class Greeting:
    """An event, and the values in it of which one should come back."""

    event: dict[str, Any]
    values: tuple[str, ...]

    def answered_by(self, text: str) -> bool:
        """Whether ``text`` carries at least one of the values."""
        lowered = text.lower()
        return any(value.lower() in lowered for value in self.values)


def greeting(files: Iterable[PythonFile], rng: Random, shape: Shape = "text") -> Greeting:
    """Make an event for a function in ``files``; another call makes other values."""
    keys = sorted({*USUAL, *_words_of(files)} - set(NESTED))
    drawn = {key: _drawn(rng, shape) for key in keys}
    values: dict[str, Any] = {
        key: {"text": text, "number": int(text) if shape == "number" else 0, "list": [text]}[shape]
        for key, text in drawn.items()
    }
    event: dict[str, Any] = dict(values)
    for name in NESTED:
        event[name] = json.dumps(values) if name == "body" else dict(values)
    return Greeting(event, tuple(drawn.values()))


def _drawn(rng: Random, shape: Shape) -> str:
    if shape == "number":
        return str(rng.randrange(10_000, 99_999))
    return "".join(rng.choice(SYLLABLES) for _ in range(4)).capitalize()


def _words_of(files: Iterable[PythonFile]) -> set[str]:
    """Return every text in the code that could be the name of a field."""
    return {
        node.value
        for file in files
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if FIELD.fullmatch(node.value)
    }
