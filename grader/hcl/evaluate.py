"""The values that Terraform source states by itself, where no deployment can tell them.

Only what text decides: literals, variables' defaults and tfvars, locals, and names of the
configuration's own resources. Everything else is UNKNOWN; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

TRAVERSAL = re.compile(r"[A-Za-z_][\w-]*(\.[\w-]+|\[(\d+|\"[^\"]*\")\])*\Z")
INTERPOLATION = re.compile(r"(?<!\$)\$\{([^{}]*)\}")
ESCAPES = {r"\n": "\n", r"\t": "\t", r"\"": '"', r"\\": "\\"}
DEPTH_LIMIT = 20


class Unknown:
    """The one value that stands for "text alone does not tell"."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown()

Lookup = Callable[[str], Any]
"""Gives the source form of a traversal's target ("var.name"), or UNKNOWN."""


def evaluate(value: Any, lookup: Lookup, depth: int = 0) -> Any:
    """Return the plain value of ``value`` (python-hcl2's form), or UNKNOWN."""
    if depth > DEPTH_LIMIT:
        return UNKNOWN
    if isinstance(value, str):
        return _text(value, lookup, depth)
    if isinstance(value, list):
        return [evaluate(item, lookup, depth + 1) for item in value]
    if isinstance(value, Mapping):
        return {
            str(evaluate(key, lookup, depth + 1) if key.startswith('"') else key): evaluate(
                item, lookup, depth + 1
            )
            for key, item in value.items()
            if not key.startswith("__")
        }
    return value


def _text(value: str, lookup: Lookup, depth: int) -> Any:
    if value.startswith("${") and value.endswith("}"):
        return _expression(value[2:-1].strip(), lookup, depth)
    if value.startswith('"') and value.endswith('"') and len(value) > 1:
        return _template(value[1:-1], lookup, depth)
    if value in {"true", "false"}:
        return value == "true"
    if value == "null":
        return None
    return _expression(value, lookup, depth)


def _expression(text: str, lookup: Lookup, depth: int) -> Any:
    if text.startswith('"'):
        return _text(text, lookup, depth + 1) if text.count('"') == 2 else UNKNOWN
    if not TRAVERSAL.match(text):
        return UNKNOWN
    target = lookup(text)
    return UNKNOWN if target is UNKNOWN else evaluate(target, lookup, depth + 1)


def _template(text: str, lookup: Lookup, depth: int) -> Any:
    if "%{" in text:
        return UNKNOWN
    result, position = "", 0
    for match in INTERPOLATION.finditer(text):
        part = _expression(match[1].strip(), lookup, depth)
        if part is UNKNOWN or isinstance(part, (list, dict)):
            return UNKNOWN
        result += _unescaped(text[position : match.start()]) + str(part)
        position = match.end()
    return result + _unescaped(text[position:])


def _unescaped(text: str) -> str:
    return re.sub(r"\\.", lambda match: ESCAPES.get(match[0], match[0]), text).replace("$${", "${")
