"""Whatever the schema allows is read, checked and validated without a crash."""

from __future__ import annotations

import json
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.hcl.configuration import Configuration
from grader.hcl.forbidden import forbidden
from grader.submission import Submission
from grader.terraform.aws import catalogue
from grader.terraform.aws.provider import _data_source, _resource, course_schema
from grader.terraform.provider.values import UNKNOWN
from tests.conformance.acceptance import GOLDEN, accepted
from tests.conformance.generated import recorded_set, resource

_SETTINGS = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def test_what_the_official_provider_accepts_is_accepted() -> None:
    recorded = set(json.loads(GOLDEN.read_text(encoding="utf-8")))
    assert len(recorded) > 20, "hardly anything is accepted: the generator is of no use"
    assert recorded - accepted(recorded_set(), by_official=False) == set()


@_SETTINGS
@given(st.randoms(use_true_random=False))
def test_any_block_is_read(tmp_path, random: Random) -> None:
    address, text = resource(random, "x")
    (tmp_path / "main.tf").write_text(text, encoding="utf-8")
    configuration = Configuration.of(Submission(tmp_path, ("main.tf",), ""))
    assert forbidden(configuration) == ()
    kind, name = (
        ("data", address.split(".")[1])
        if address[:5] == "data."
        else ("resource", address.split(".")[0])
    )
    (block,) = configuration.blocks(kind, name)
    for attribute in block.attributes:
        configuration.value(block, attribute.name)


def values(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a Terraform type, unknown ones and none among them."""
    if isinstance(kind, str):
        known: st.SearchStrategy[Any] = {
            "bool": st.booleans(),
            "number": st.integers(-10, 20_000),
            "string": st.text(max_size=12)
            | st.sampled_from(("arn:aws:s3:::b", "{}", "rate(1 day)")),
        }[kind]
    elif kind[0] == "map":
        known = st.dictionaries(st.text("ab", min_size=1, max_size=2), values(kind[1]), max_size=2)
    elif kind[0] == "object":
        known = st.fixed_dictionaries({name: values(one) for name, one in kind[1].items()})
    else:
        known = st.lists(values(kind[1]), max_size=2)
    return st.none() | st.just(UNKNOWN) | known


def bodies(block: Any) -> st.SearchStrategy[Any]:
    """Values of a block, in the notation of the schema."""
    fields = {name: values(one["type"]) for name, one in block.get("attributes", {}).items()}
    for name, nested in block.get("block_types", {}).items():
        inner = bodies(nested["block"])
        single = nested["nesting_mode"] in ("single", "group")
        fields[name] = (
            st.none() | inner
            if single
            else st.lists(inner, min_size=nested.get("min_items", 0), max_size=2)
        )
    return st.fixed_dictionaries(fields)


@_SETTINGS
@given(st.data())
def test_any_values_are_checked(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(catalogue.RESOURCES)))
    described = course_schema()["resource_schemas"][name]
    for problem in _resource(name, described).check(data.draw(bodies(described["block"]))):
        assert problem.summary


@_SETTINGS
@given(st.data())
def test_any_values_of_a_data_source_are_checked(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(catalogue.DATA_SOURCES)))
    described = course_schema()["data_source_schemas"][name]
    for problem in _data_source(name, described).validate(data.draw(bodies(described["block"]))):
        assert problem.summary
