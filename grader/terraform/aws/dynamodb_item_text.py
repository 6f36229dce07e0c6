"""Items as JSON in the notation of DynamoDB, refused in the words of hashicorp/aws 5.100."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from grader.terraform.aws.gojson import mistake_in
from grader.terraform.provider.planner import normal_json

Item = dict[str, Any]
"""Attributes with their types: ``{"capture_id": {"S": "x"}}``."""

_SCALARS: dict[str, type] = {"S": str, "N": str, "B": str, "BOOL": bool, "NULL": bool}
_SETS = ("SS", "NS", "BS")
_GO_NAMES = {
    str: "string",
    bool: "bool",
    float: "float64",
    int: "float64",
    list: "[]interface {}",
    dict: "map[string]interface {}",
    type(None): "<nil>",
}


class NotAnItem(ValueError):
    """A text is no item; the message is the provider's."""


def read_item(text: str) -> Item:
    """The attributes in a JSON text, none in an empty one. Raises NotAnItem."""
    if not text.strip():
        return {}
    try:
        item, _end = json.JSONDecoder().raw_decode(text.lstrip())
    except (ValueError, RecursionError):
        mistake = mistake_in(text)
        words = mistake.words if mistake else "exceeded max depth"
        raise NotAnItem(words.replace("unexpected end of JSON input", "unexpected EOF")) from None
    trailing = text.lstrip()[_end:].strip()
    if trailing:
        raise NotAnItem(f"invalid character '{trailing[0]}' looking for beginning of value")
    if not isinstance(item, dict):
        kind = {list: "array", str: "string", bool: "bool"}.get(type(item), "number")
        raise NotAnItem(
            f"json: cannot unmarshal {kind} into Go value of type map[string]interface {{}}"
        )
    return {name: _value(value) for name, value in item.items()}


def written(item: Item) -> str:
    """The text of an item as it was read from the table."""
    return normal_json(json.dumps(item, default=_encoded)) + "\n"


def kept_text(text: str, found: Item) -> str:
    """The stated text where it means what was found, else what was found."""
    now = written(found)
    return text if normal_json(text) == now.rstrip("\n") else now


def _value(value: Any) -> Any:
    if not isinstance(value, dict):
        raise NotAnItem(f"unexpected raw attribute type: {_go_name(value)}")
    if len(value) != 1:
        raise NotAnItem(f"invalid raw attribute map len: {len(value)}")
    ((mark, content),) = value.items()
    if mark == "M" and isinstance(content, dict):
        return {mark: {name: _value(one) for name, one in content.items()}}
    if mark == "L" and isinstance(content, list):
        return {mark: [_value(one) for one in content]}
    if mark in _SETS and isinstance(content, list):
        return {mark: [_element(mark, one) for one in content]}
    if mark not in _SCALARS or not isinstance(content, _SCALARS[mark]):
        raise NotAnItem(
            f"unexpected raw attribute type ({_go_name(content)}) for data type descriptor: {mark}"
        )
    return {mark: _bytes(str(content)) if mark == "B" else content}


def _element(mark: str, element: Any) -> Any:
    if not isinstance(element, str):
        raise NotAnItem(
            f"unexpected raw attribute element type ({_go_name(element)}) "
            f"for data type descriptor: {mark}"
        )
    return _bytes(element) if mark == "BS" else element


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NotAnItem("illegal base64 data at input byte 0") from None


def _encoded(value: Any) -> str:
    return base64.b64encode(value).decode()


def _go_name(value: Any) -> str:
    return _GO_NAMES[type(value)]
