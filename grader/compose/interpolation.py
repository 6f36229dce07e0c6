"""Compose's `$`: `$X`, `${X}`, `${X:-default}`, `${X-default}`, `${X:?why}`, `${X:+it}`, `$$`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from grader.compose.nodes import Node, Scalar, Sequence, Table
from grader.compose.refusal import Place, Refused
from grader.locale import _

MAX_NESTING = 8
MAX_TEXT = 1024 * 1024
"""Characters that variables may put into all the values together."""
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
OPERATOR = re.compile(r":?[-?+]")


@dataclass
class Variables:
    """The values for `$`, and what has none: ``asked`` names all, ``required`` those with `:?`."""

    values: Mapping[str, str]
    asked: dict[str, Place] = field(default_factory=dict)
    required: dict[str, Place] = field(default_factory=dict)
    _written: int = 0

    def fill(self, node: Node) -> Node:
        """Return ``node`` with every `$` replaced. Raises Refused at one that is malformed."""
        return self._filled(node, {})

    def _filled(self, node: Node, done: dict[int, Node]) -> Node:
        if id(node) in done:
            return done[id(node)]
        filled: Node
        if isinstance(node, Scalar):
            filled = node
            if "$" in node.text:
                text = self.substitute(node.text, node.place)
                # What a variable leaves empty is an empty text, not YAML's null.
                filled = replace(node, text=text, quoted=True)
        elif isinstance(node, Sequence):
            items = tuple(self._filled(item, done) for item in node.items)
            filled = Sequence(items, node.place, node.order)
        else:
            entries = {key: self._filled(value, done) for key, value in node.entries.items()}
            filled = Table(entries, node.place, node.keys, node.order)
        done[id(node)] = filled
        return filled

    def substitute(self, text: str, place: Place, nesting: int = 0) -> str:
        """Return ``text`` with its variables replaced. Raises Refused."""
        if nesting > MAX_NESTING:
            raise _malformed(text, place)
        parts: list[str] = []
        at = 0
        while (sign := text.find("$", at)) >= 0:
            parts.append(text[at:sign])
            if text.startswith("$", sign + 1):
                value, at = "$", sign + 2
            elif text.startswith("{", sign + 1):
                end = _closing(text, sign + 1)
                if end is None:
                    raise _malformed(text, place)
                value = self._braced(text[sign + 2 : end], text, place, nesting)
                at = end + 1
            elif name := NAME.match(text, sign + 1):
                value, at = self._value(name[0], place), name.end()
            else:
                raise _malformed(text, place)
            self._written += len(value)
            if self._written > MAX_TEXT:
                raise Refused(_("The variables make the file too large."), place)
            parts.append(value)
        return "".join((*parts, text[at:]))

    def _braced(self, inside: str, text: str, place: Place, nesting: int) -> str:
        name = NAME.match(inside)
        operator = OPERATOR.match(inside, name.end()) if name else None
        if name is None or (operator is None and name.end() != len(inside)):
            raise _malformed(text, place)
        if operator is None:
            return self._value(name[0], place)
        if name[0] not in self.values:
            self.asked.setdefault(name[0], place)
        value = self.values.get(name[0])
        counts = value is not None and (value != "" or ":" not in operator[0])
        kind, other = operator[0][-1], inside[operator.end() :]
        if kind == "+":
            return self.substitute(other, place, nesting + 1) if counts else ""
        if counts:
            return value or ""
        if kind == "?":
            self.required.setdefault(name[0], place)
            return ""
        return self.substitute(other, place, nesting + 1)

    def _value(self, name: str, place: Place) -> str:
        if name not in self.values:
            self.asked.setdefault(name, place)
        return self.values.get(name, "")


def _closing(text: str, opening: int) -> int | None:
    """Return where the brace at ``opening`` is closed."""
    depth = 0
    for at in range(opening, len(text)):
        if text[at] == "{" and text[at - 1] == "$":
            depth += 1
        elif text[at] == "}":
            depth -= 1
            if depth == 0:
                return at
    return None


def _malformed(text: str, place: Place) -> Refused:
    return Refused(
        _("A variable is not written as Compose reads it."),
        place,
        expected="${NAME}, ${NAME:-default}",
        found=text[:120],
        hint=_("Close the brace; write $$ where a plain dollar is meant."),
    )
