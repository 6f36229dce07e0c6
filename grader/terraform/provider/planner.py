"""Planning that is the same for every resource type, as the plugin SDK of Terraform plans.

Defaults are planned on every plan, what the cloud decides is unknown on create and carried over
from the prior state afterwards; so a second plan of an unchanged configuration is empty.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from grader.terraform.provider.comparing import elements, same
from grader.terraform.provider.schema import Block, NestedBlock
from grader.terraform.provider.values import UNKNOWN, Values, has_unknown

Path = tuple[str | int, ...]

_ZEROS = ("", 0, False)
"""What the plugin SDK stores for an argument that is left out; collections stay null."""


@dataclass(frozen=True)
class Rules:
    """What a resource type adds to its schema; names inside blocks are dotted."""

    defaults: Mapping[str, Any] = field(default_factory=dict)
    computed_blocks: frozenset[str] = frozenset()
    """Blocks that the cloud fills when the configuration has none."""
    kept: frozenset[str] = frozenset()
    """Arguments that stay as the cloud has them when the configuration leaves them out."""
    normal_forms: Mapping[str, Callable[[str], str]] = field(default_factory=dict)
    """Texts kept in normal form: a change of form is no change. They raise ValueError."""
    meanings: Mapping[str, Callable[[str], str]] = field(default_factory=dict)
    """Texts with more forms than the normal one that mean the same. They raise ValueError."""


def plan(block: Block, proposed: Values, prior: Values | None, rules: Rules) -> Values:
    """The planned values of a resource whose configuration proposes ``proposed``."""
    planned = _plan_block(block, proposed, prior, rules, "")
    if prior is not None and same(block, planned, prior):
        return prior
    return planned


def settle(
    block: Block,
    planned: Values,
    known: Mapping[str, Any],
    kept: frozenset[str] = frozenset(),
    *,
    sdk: bool = True,
) -> Values:
    """Planned values with the unknown ones filled from ``known``, else null (blocks: empty).

    For the arguments in ``kept`` what is known counts more than what was planned. In nested sets
    the plugin ``sdk`` cannot tell texts and lists that are left out from empty ones.
    """
    planned = {**planned, **{name: known[name] for name in kept if name in known}}
    return _settle(block, planned, known, sdk=sdk, in_set=False, top=True)


def _settle(
    block: Block,
    planned: Values,
    known: Mapping[str, Any],
    *,
    sdk: bool,
    in_set: bool,
    top: bool = False,
) -> Values:
    settled: Values = {}
    for name, attribute in block.attributes.items():
        value = planned.get(name)
        if has_unknown(value):
            value = known.get(name) if value is UNKNOWN else _without_unknown(value)
        elif value is None and (known.get(name) in _ZEROS or (not top and name in known)):
            value = known[name]
        if value is None and in_set and attribute.type not in ("bool", "number"):
            value = _empty(attribute.type)
        settled[name] = value
    for name, nested in block.blocks.items():
        inside = sdk and (in_set or nested.nesting == "set")
        settled[name] = _settle_blocks(
            nested, planned.get(name), known.get(name), sdk=sdk, in_set=inside
        )
    return settled


def _empty(kind: Any) -> Any:
    if isinstance(kind, list):
        return {} if kind[0] == "map" else []
    return {"string": "", "number": 0, "bool": False}.get(kind)


def as_read(
    block: Block, planned: Values, found: Mapping[str, Any], prior: Values | None = None
) -> Values:
    """What a read after a change adds to the planned values, as the plugin SDK takes it.

    It keeps nested sets as they were planned, and null where nothing was found.
    """
    added: Values = {}
    for name, value in found.items():
        nested = block.blocks.get(name)
        before = planned.get(name)
        if nested is None:
            had = prior is not None and bool(prior.get(name))
            if before is not None or not _is_collection(value) or value or had:
                added[name] = value
        elif nested.nesting == "list" and isinstance(value, list):
            old = before if isinstance(before, list) else []
            was = elements(None if prior is None else prior.get(name))
            added[name] = [
                as_read(nested.block, old[index], one, was[index] if index < len(was) else None)
                if index < len(old)
                else one
                for index, one in enumerate(value)
            ]
        elif before is UNKNOWN or nested.nesting != "set":
            added[name] = value
    return added


def emptied(block: Block, prior: Values, planned: Values) -> Values:
    """What the plugin SDK stores for arguments that a change takes away."""
    return {
        name: _empty(attribute.type)
        for name, attribute in block.attributes.items()
        if planned.get(name) is None and prior.get(name)
    }


def preferred(block: Block, state: Values, now: Values) -> Values:
    """Of what was read after a change, that which counts more than what was planned."""
    taken: Values = {}
    for name, value in now.items():
        if name in block.attributes:
            taken[name] = value
        elif value and not state.get(name):
            taken[name] = complete_blocks(block.blocks[name], value)
        elif block.blocks[name].nesting == "list" and isinstance(value, list):
            inside = block.blocks[name].block
            pairs = zip(state[name] or [], value, strict=False)
            taken[name] = [{**one, **preferred(inside, one, new)} for one, new in pairs]
    return taken


def complete(block: Block, values: Mapping[str, Any]) -> Values:
    """Values for every attribute and block of the schema: null and empty where there are none."""
    whole: Values = {name: values.get(name) for name in block.attributes}
    for name, nested in block.blocks.items():
        given = values.get(name)
        if nested.nesting in ("single", "group"):
            whole[name] = None if given is None else complete(nested.block, given)
        else:
            nothing = given is None and name in values
            whole[name] = None if nothing else [complete(nested.block, one) for one in given or []]
    return whole


def known_blocks(block: Block, values: Values) -> Values:
    """Values without the nested blocks that are not known yet: `dynamic` over an unknown list."""
    told = dict(values)
    for name, nested in block.blocks.items():
        given = values.get(name)
        if given is UNKNOWN:
            told[name] = None if nested.nesting in ("single", "group") else []
        elif isinstance(given, list):
            told[name] = [
                known_blocks(nested.block, one) if isinstance(one, dict) else one for one in given
            ]
        elif isinstance(given, dict):
            told[name] = known_blocks(nested.block, given)
    return told


def complete_blocks(nested: NestedBlock, elements: list[Values]) -> list[Values]:
    """Each element with every attribute and block of its schema."""
    return [complete(nested.block, one) for one in elements]


def empty_lists(block: Block) -> Values:
    """Empty lists and sets for what a data source alone decides."""
    return {
        name: []
        for name, one in block.attributes.items()
        if one.computed
        and not one.optional
        and isinstance(one.type, list)
        and one.type[0] in ("list", "set")
    }


def normal_json(text: str) -> str:
    """JSON in the normal form of the plugin SDK (Go: sorted, compact, <>& escaped).

    Raises ValueError when ``text`` is not JSON.
    """
    try:
        value = json.loads(text)
        compact = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    except RecursionError as error:
        raise ValueError("exceeded max depth") from error
    return compact.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def normal_policy(text: str) -> str:
    """A policy in normal form with its version first, as the provider keeps some of them."""
    policy = json.loads(normal_json(text))
    if not isinstance(policy, dict) or policy.get("Version") != "2012-10-17":
        return normal_json(text)
    version = '{"Version":"2012-10-17"'
    rest = normal_json(json.dumps({key: policy[key] for key in policy if key != "Version"}))
    return version + ("}" if rest == "{}" else f",{rest[1:]}")


def _plan_block(
    block: Block, proposed: Values, prior: Values | None, rules: Rules, prefix: str
) -> Values:
    planned: Values = {}
    for name, attribute in block.attributes.items():
        value = proposed.get(name)
        path = prefix + name
        if value is None and path in rules.defaults:
            value = rules.defaults[path]
            if prior is not None and prior.get(name) is None and _is_zero(value):
                value = None
        if value is None and attribute.computed:
            value = UNKNOWN if prior is None else prior.get(name)
        if value is None and path in rules.kept and prior is not None:
            value = prior.get(name)
        if value is None and prior is not None and _is_zero(prior.get(name)):
            value = prior[name]
        if isinstance(value, str):
            before = None if prior is None else prior.get(name)
            value = _normal_value(rules, path, value, before)
        planned[name] = value
    for name, nested in block.blocks.items():
        before = None if prior is None else prior.get(name)
        planned[name] = _plan_blocks(nested, proposed.get(name), before, rules, prefix + name)
    return planned


def _is_zero(value: Any) -> bool:
    """Whether the plugin SDK cannot tell a value from an argument that is left out."""
    return value is not None and value is not UNKNOWN and not value


def _is_collection(value: Any) -> bool:
    return isinstance(value, (list, dict))


def _plan_blocks(nested: NestedBlock, proposed: Any, prior: Any, rules: Rules, path: str) -> Any:
    if proposed is UNKNOWN:
        return UNKNOWN
    if nested.nesting in ("single", "group"):
        if proposed is None:
            return None
        return _plan_block(nested.block, proposed, prior, rules, path + ".")
    if not proposed and path in rules.computed_blocks:
        return UNKNOWN if prior is None else prior
    before: list[Any] = elements(prior)
    if nested.nesting == "set":
        return _plan_set(nested, proposed or [], before, rules, path)
    planned = []
    for index, element in enumerate(proposed or []):
        if element is UNKNOWN:
            planned.append(UNKNOWN)
        else:
            old = before[index] if index < len(before) else None
            planned.append(_plan_block(nested.block, element, old, rules, path + "."))
    return planned


def _plan_set(
    nested: NestedBlock, proposed: list[Any], before: list[Any], rules: Rules, path: str
) -> list[Any]:
    """Each element keeps the prior element that it means: first those that are told exactly."""
    remaining = list(before)
    exact: dict[int, Any] = {}
    for index, element in enumerate(proposed):
        old = next((one for one in remaining if one == element), None)
        if old is not None:
            remaining.remove(old)
            exact[index] = old
    planned = []
    for index, element in enumerate(proposed):
        if index in exact or element is UNKNOWN:
            planned.append(exact.get(index, UNKNOWN))
            continue
        made = _plan_set_element(nested, element, remaining, rules, path)
        remaining = [one for one in remaining if one is not made]
        planned.append(made)
    return planned


def _plan_set_element(
    nested: NestedBlock, element: Values, before: list[Any], rules: Rules, path: str
) -> Values:
    # Terraform itself has carried the computed values over into elements that it recognised.
    for old in before:
        planned = _plan_block(nested.block, element, old, rules, path + ".")
        if same(nested.block, planned, old):
            kept: Values = old
            return kept
    return _plan_block(nested.block, element, None, rules, path + ".")


def _normal_value(rules: Rules, path: str, text: str, prior: Any) -> str:
    normal = rules.normal_forms.get(path)
    means = rules.meanings.get(path, normal)
    if means is None:
        return text
    try:
        if isinstance(prior, str) and means(prior) == means(text):
            return prior
        return normal(text) if normal else text
    except ValueError:
        return text


def _settle_blocks(
    nested: NestedBlock, planned: Any, known: Any, *, sdk: bool, in_set: bool
) -> Any:
    if nested.nesting in ("single", "group"):
        if planned is None:
            return None
        return _settle(nested.block, planned, {}, sdk=sdk, in_set=in_set)
    if planned is UNKNOWN:
        return [complete(nested.block, one) for one in known or []]
    filled: list[Any] = known if isinstance(known, list) else []
    return [
        _settle(
            nested.block,
            one,
            filled[index] if index < len(filled) else {},
            sdk=sdk,
            in_set=in_set,
        )
        for index, one in enumerate(planned or [])
        if one is not UNKNOWN
    ]


def _without_unknown(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_unknown(one) for name, one in value.items() if one is not UNKNOWN}
    if isinstance(value, list):
        return [_without_unknown(one) for one in value if one is not UNKNOWN]
    return value
