"""The JUnit document fits the format that it names, whatever a student wrote."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from grader.report import junit
from grader.report.text import visible

from .samples import GRADED, HOSTILE, REPORTS

ALLOWED = {
    "testsuites": ({"name", "time", "tests", "failures", "errors"}, {"testsuite"}),
    "testsuite": (
        {"name", "tests", "failures", "errors", "skipped", "time"},
        {"properties", "testcase", "system-out"},
    ),
    "properties": (set(), {"property"}),
    "property": ({"name", "value"}, set()),
    "testcase": ({"name", "classname"}, {"failure", "error", "skipped"}),
    "failure": ({"type", "message"}, set()),
    "error": ({"type", "message"}, set()),
    "skipped": ({"type", "message"}, set()),
    "system-out": (set(), set()),
}
"""Attributes and children as in junit-10.xsd, less what is not used here."""


def parsed(*reports: object) -> ElementTree.Element:
    return ElementTree.fromstring(junit.render(reports).encode())  # type: ignore[arg-type]


@pytest.mark.parametrize("name", REPORTS)
def test_the_shape_is_the_one_of_the_schema(name: str) -> None:
    root = parsed(REPORTS[name])
    for element in root.iter():
        attributes, children = ALLOWED[element.tag]
        assert set(element.keys()) <= attributes
        assert {child.tag for child in element} <= children


@pytest.mark.parametrize("name", REPORTS)
def test_the_counts_are_those_of_the_cases(name: str) -> None:
    suite = parsed(REPORTS[name]).find("testsuite")
    assert suite is not None
    assert int(suite.get("tests", "")) == len(suite.findall("testcase"))
    for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        assert int(suite.get(attribute, "")) == len(suite.findall(f"testcase/{tag}"))


def outcomes(name: str) -> list[str]:
    return [
        next((child.tag for child in case), "passed")
        for case in parsed(REPORTS[name]).iter("testcase")
    ]


def test_what_becomes_of_each_status() -> None:
    assert outcomes("graded") == ["passed"] * 3 + ["failure"] * 2 + ["skipped"]
    assert outcomes("incomplete") == ["passed"] * 3 + ["skipped"] * 3
    assert outcomes("full") == ["passed"] * 6


def test_what_concerns_no_single_criterion_has_a_case_of_its_own() -> None:
    assert outcomes("rejected") == ["failure"] + ["skipped"] * 6
    assert outcomes("error") == ["error"] + ["passed"] * 3 + ["error"] * 3


def test_points_and_seed_are_properties() -> None:
    found = {p.get("name"): p.get("value") for p in parsed(GRADED).iter("property")}
    assert (found["seed"], found["score"]) == ("7", "70")
    assert found["points.five_fields"] == "15/25"


def test_hostile_text_comes_through_as_text() -> None:
    root = parsed(REPORTS["hostile"])
    failures = list(root.iter("failure"))
    for text, failure in zip(HOSTILE, failures, strict=True):
        assert failure.get("message") == visible(text)
        assert visible(text) in (failure.text or "")


def test_several_reports_are_several_suites() -> None:
    root = parsed(GRADED, replace(GRADED, slug="06_schedule", challenge=6))
    assert [suite.get("name") for suite in root] == ["05_save_to_s3", "06_schedule"]
    assert (root.get("tests"), root.get("failures")) == ("12", "4")
