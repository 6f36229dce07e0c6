"""Encoding, and planning that is the same for every type: properties over the real schemas."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.terraform.aws.catalogue import RESOURCES
from grader.terraform.aws.gojson import mistake_in
from grader.terraform.aws.provider import _resource, course_schema
from grader.terraform.builtin import archive, local, null, random
from grader.terraform.provider import comparing, planner
from grader.terraform.provider.schema import Attribute, Block
from grader.terraform.provider.values import UNKNOWN, decode, encode, has_unknown, pack, unpack

TEXT = st.text(st.characters(codec="utf-8"), max_size=8)
NUMBER = st.one_of(
    st.integers(-(2**70), 2**70), st.floats(allow_nan=False, allow_infinity=False, width=32)
)


def wire_values() -> st.SearchStrategy[Any]:
    leaves = st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(2**63), 2**63 - 1),
        TEXT,
        st.just(UNKNOWN),
    )
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.lists(inner, max_size=4), st.dictionaries(TEXT, inner, max_size=4)
        ),
        max_leaves=12,
    )


@given(wire_values())
def test_values_survive_the_wire(value):
    assert unpack(pack(value)) == value
    assert decode(encode(value)) == value


@given(st.integers(2**63, 2**80))
def test_numbers_beyond_the_wire_travel_as_text(number):
    assert unpack(pack(number)) == str(number)


@given(wire_values())
def test_unknown_is_found_wherever_it_is(value):
    assert has_unknown([{"a": [value]}]) == has_unknown(value)
    assert has_unknown([value, {"x": UNKNOWN}])


def attribute_values(attribute: Attribute) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), of_type(attribute.type))


def of_type(kind: Any) -> st.SearchStrategy[Any]:
    if kind == "string":
        return st.one_of(TEXT, st.just("x"))
    if kind == "number":
        return st.integers(0, 5)
    if kind == "bool":
        return st.booleans()
    if kind[0] == "list":
        return st.lists(of_type(kind[1]), max_size=2)
    if kind[0] == "set":
        return st.lists(of_type(kind[1]), max_size=2, unique_by=repr)
    if kind[0] == "map":
        return st.dictionaries(st.sampled_from("abc"), of_type(kind[1]), max_size=2)
    return st.none()


def configurations(block: Block) -> st.SearchStrategy[dict[str, Any]]:
    fields: dict[str, st.SearchStrategy[Any]] = {}
    for name, attribute in block.attributes.items():
        given_ones = attribute.required or attribute.optional
        fields[name] = attribute_values(attribute) if given_ones else st.none()
    for name, nested in block.blocks.items():
        inner = configurations(nested.block)
        if nested.nesting in ("single", "group"):
            fields[name] = st.none()
        else:
            fields[name] = st.lists(inner, max_size=2, unique_by=repr)
    return st.fixed_dictionaries(fields)


ALL = [
    *(_resource(name, course_schema()["resource_schemas"][name]) for name in sorted(RESOURCES)),
    *(one(one.its_schema) for module in (archive, local, null, random) for one in module.RESOURCES),
]


def proposed_by_core(block: Block, config: dict[str, Any], prior: dict[str, Any]) -> dict[str, Any]:
    """As Terraform core proposes: computed values that are not configured stay as they were."""
    proposed = {
        name: prior.get(name) if config.get(name) is None and one.computed else config.get(name)
        for name, one in block.attributes.items()
    }
    for name, nested in block.blocks.items():
        after, before = config.get(name), prior.get(name)
        if nested.nesting in ("single", "group") or not isinstance(before, list):
            proposed[name] = after
        elif nested.nesting == "list":
            proposed[name] = [
                proposed_by_core(nested.block, one, before[index]) if index < len(before) else one
                for index, one in enumerate(after or [])
            ]
        else:
            proposed[name] = after
    return proposed


def filled(block: Block, values: dict[str, Any]) -> dict[str, Any]:
    """Something for everything that was unknown, as a cloud would say it."""
    made: dict[str, Any] = {}
    for name, attribute in block.attributes.items():
        if values.get(name) is UNKNOWN:
            kind = attribute.type if isinstance(attribute.type, str) else "none"
            made[name] = {"string": "made", "number": 7, "bool": True, "none": None}[kind]
    for name, nested in block.blocks.items():
        given_ones = values.get(name)
        if isinstance(given_ones, list):
            made[name] = [filled(nested.block, one) for one in given_ones]
    return made


@pytest.mark.parametrize("resource", ALL, ids=lambda one: one.type_name)
def test_a_plan_is_a_fixed_point_and_the_second_plan_is_empty(resource):
    block = resource.schema.block

    @settings(
        max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    @given(configurations(block))
    def holds(config):
        planned = planner.plan(block, config, None, resource.rules)
        assert comparing.same(block, planner.plan(block, planned, None, resource.rules), planned)
        state = planner.settle(block, planned, filled(block, planned))
        assert not has_unknown(state)
        again = planner.plan(block, proposed_by_core(block, config, state), state, resource.rules)
        assert comparing.same(block, again, state)
        assert again == state

    holds()


@pytest.mark.parametrize("resource", ALL, ids=lambda one: one.type_name)
def test_defaults_name_what_the_schema_has(resource):
    block = resource.schema.block
    for path in (
        *resource.defaults,
        *resource.json_attributes,
        *resource.policy_attributes,
        *resource.forces_replacement,
    ):
        *blocks, name = path.split(".")
        inside = block
        for one in blocks:
            inside = inside.blocks[one].block
        assert name in inside.attributes or name in inside.blocks
    assert resource.computed_blocks <= set(block.blocks)


def test_a_changed_value_is_planned_and_what_it_forces_is_known():
    resource = next(one for one in ALL if one.type_name == "aws_sqs_queue")
    block = resource.schema.block
    config = planner.complete(block, {"name": "a"})
    planned = planner.plan(block, config, None, resource.rules)
    assert planned["visibility_timeout_seconds"] == 30
    state = planner.settle(block, planned, {"arn": "x", "policy": ""})
    changed = planner.plan(
        block,
        proposed_by_core(block, {**config, "name": "b", "delay_seconds": 5}, state),
        state,
        resource.rules,
    )
    assert set(comparing.changed_paths(block, changed, state)) == {"name", "delay_seconds"}


@given(
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(-9, 9), TEXT),
        lambda inner: st.one_of(st.lists(inner), st.dictionaries(TEXT, inner)),
        max_leaves=8,
    )
)
def test_normal_json_means_the_same_and_stays(value):
    form = planner.normal_json(json.dumps(value))
    assert json.loads(form) == value
    assert planner.normal_json(form) == form
    assert mistake_in(form) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "unexpected end of JSON input"),
        ("{", "unexpected end of JSON input"),
        ('{"a": 1,}', "invalid character '}' looking for beginning of object key string"),
        ('{"a" 1}', "invalid character '1' after object key"),
        ('{"a": 1 "b"}', "invalid character '\"' after object key:value pair"),
        ("[1 2]", "invalid character '2' after array element"),
        ("{} x", "invalid character 'x' after top-level value"),
        ("nul", "unexpected end of JSON input"),
        ("nope", "invalid character 'o' in literal null (expecting 'u')"),
        ("{'a': 1}", "invalid character '\\'' looking for beginning of object key string"),
        ("[" * 100_000, "exceeded max depth"),
    ],
)
def test_mistakes_in_json_are_said_as_go_says_them(text, words):
    found = mistake_in(text)
    assert found is not None
    assert found.words == words
