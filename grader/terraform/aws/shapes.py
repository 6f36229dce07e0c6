"""Nested blocks and the structures of the API that they stand for, told once for both ways."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from grader.terraform.provider.values import UNKNOWN, Values, has_unknown


class Form(NamedTuple):
    """How an argument is written in the API, and back."""

    sent: Callable[[Any], Any]
    read: Callable[[Any], Any]


@dataclass(frozen=True)
class Shape:
    """The arguments and blocks of a block, each with its member of the API's structure.

    A member inside a structure that has no block of its own is dotted: ``ArrayProperties.Size``.
    """

    members: Mapping[str, str] = field(default_factory=dict)
    blocks: Mapping[str, tuple[str, Shape]] = field(default_factory=dict)
    """Blocks that occur once."""
    lists: Mapping[str, tuple[str, Shape]] = field(default_factory=dict)
    """Blocks that may occur more than once."""
    forms: Mapping[str, Form] = field(default_factory=dict)
    """Arguments that the API writes otherwise."""
    empty: Mapping[str, Any] = field(default_factory=dict)
    """What the provider sends for arguments that are left out, or empty."""
    zeros: Mapping[str, Any] = field(default_factory=dict)
    """What the provider stores for arguments that the answer leaves out."""

    def request(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The structure for a block; what is null, false or empty is left out."""
        made: dict[str, Any] = {}
        for name, member in self.members.items():
            value = values.get(name)
            if value is UNKNOWN or not value:
                value = self.empty.get(name)
            elif name in self.forms:
                value = self.forms[name].sent(value)
            if value is not None:
                _put(made, member, value)
        for name, (member, shape) in self.blocks.items():
            for element in _elements(values, name)[:1]:
                if any(one not in (None, []) for one in (element or {}).values()):
                    _put(made, member, shape.request(element))
        for name, (member, shape) in self.lists.items():
            elements = _elements(values, name)
            if elements:
                _put(made, member, [shape.request(one or {}) for one in elements])
        return made

    def values(self, answer: Mapping[str, Any]) -> Values:
        """The block for a structure."""
        made: Values = {}
        for name, member in self.members.items():
            value = _get(answer, member)
            if value is not None and name in self.forms:
                value = self.forms[name].read(value)
            made[name] = self.zeros.get(name) if value is None else value
        for name, (member, shape) in self.blocks.items():
            found = _get(answer, member)
            made[name] = [] if found is None else [shape.values(found)]
        for name, (member, shape) in self.lists.items():
            made[name] = [shape.values(one) for one in _get(answer, member) or []]
        return made

    def now(self, state: Mapping[str, Any], answer: Mapping[str, Any]) -> Values:
        """The block for a structure, as ``state`` has it where both mean the same."""
        made = self.values(answer)
        before, after = self.request(state), self.request(made)
        told = dict(self.members)
        told |= {name: member for name, (member, _shape) in self.lists.items()}
        for name, member in told.items():
            had = state.get(name)
            if had and not has_unknown(had) and _get(before, member) == _get(after, member):
                made[name] = had
        for name, (member, shape) in self.blocks.items():
            found, blocks = _get(answer, member), _elements(state, name)
            if blocks and _get(before, member) is None and found is None:
                made[name] = blocks
            elif blocks and found is not None:
                made[name] = [shape.now(blocks[0] or {}, found)]
        return made


def after_create(found: Values) -> Values:
    """What was read right after creation: what is empty there stays null in the state."""
    return {
        name: [after_create(one) if isinstance(one, dict) else one for one in value]
        if isinstance(value, list)
        else value
        for name, value in found.items()
        if value != {}
    }


def _elements(values: Mapping[str, Any], name: str) -> list[Any]:
    found = values.get(name)
    return found if isinstance(found, list) else []


def _put(made: dict[str, Any], member: str, value: Any) -> None:
    *above, last = member.split(".")
    for name in above:
        made = made.setdefault(name, {})
    made[last] = value


def _get(answer: Mapping[str, Any], member: str) -> Any:
    found: Any = answer
    for name in member.split("."):
        if not isinstance(found, Mapping):
            return None
        found = found.get(name)
    return found
