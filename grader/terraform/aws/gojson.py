"""JSON's mistakes in the words of Go, which the official provider passes on."""

from __future__ import annotations

import json
from dataclasses import dataclass

_LITERALS = {"n": "null", "t": "true", "f": "false"}


@dataclass(frozen=True)
class JsonMistake:
    """Why a text is no JSON."""

    words: str
    offset: int
    """Bytes read until it was noticed."""


def mistake_in(text: str) -> JsonMistake | None:
    """The first mistake in ``text``; None when it is JSON."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return _in_words(text, error)
    except RecursionError:
        return JsonMistake("exceeded max depth", len(text.encode()))
    return None


def _in_words(text: str, error: json.JSONDecodeError) -> JsonMistake:
    place = error.pos
    if "trailing comma" in error.msg:
        place += 1
    while place < len(text) and text[place] in " \t\r\n":
        place += 1
    if place >= len(text) or error.msg.startswith("Unterminated"):
        return JsonMistake("unexpected end of JSON input", len(text.encode()))
    where = _where(text, place, error.msg)
    if where == "looking for beginning of value" and text[place] in _LITERALS:
        literal = _LITERALS[text[place]]
        matched = 0
        while text[place + matched : place + matched + 1] == literal[matched]:
            matched += 1
        place += matched
        if place >= len(text):
            return JsonMistake("unexpected end of JSON input", len(text.encode()))
        where = f"in literal {literal} (expecting '{literal[matched]}')"
    shown = text[place].replace("\n", "\\n").replace("\t", "\\t").replace("'", "\\'")
    return JsonMistake(f"invalid character '{shown}' {where}", len(text[: place + 1].encode()))


def _where(text: str, place: int, message: str) -> str:
    if (
        message.startswith("Expecting property name")
        or "trailing comma before end of obj" in message
    ):
        return "looking for beginning of object key string"
    if message.startswith("Expecting ':'"):
        return "after object key"
    if message.startswith("Expecting ','"):
        return f"after {_innermost(text[:place])}"
    if message.startswith("Extra data"):
        return "after top-level value"
    if message.startswith("Invalid control"):
        return "in string literal"
    if message.startswith("Invalid \\"):
        return "in string escape code"
    return "looking for beginning of value"


def _innermost(text: str) -> str:
    open_ones, quoted, escaped = [], False, False
    for character in text:
        if escaped:
            escaped = False
        elif quoted:
            escaped, quoted = character == "\\", character != '"'
        elif character == '"':
            quoted = True
        elif character in "[{":
            open_ones.append(character)
        elif character in "]}" and open_ones:
            open_ones.pop()
    inside_object = bool(open_ones) and open_ones[-1] == "{"
    return "object key:value pair" if inside_object else "array element"
