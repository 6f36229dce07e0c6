"""A report survives its document; anything else is refused."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.report import json as as_json
from grader.report.json import document
from grader.report.reading import LONGEST, MANY, Malformed, from_document

from .samples import REPORTS


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_survives_its_document(name: str) -> None:
    read = from_document(json.loads(as_json.render(REPORTS[name])))
    assert read == REPORTS[name]
    assert document(read) == document(REPORTS[name])


def base() -> dict[str, Any]:
    return json.loads(as_json.render(REPORTS["seen"]))  # type: ignore[no-any-return]


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place of a document, from the outside to the inside."""
    yield path
    if isinstance(value, dict):
        for key in value:
            yield from places(value[key], (*path, key))
    elif isinstance(value, list):
        for number, entry in enumerate(value):
            yield from places(entry, (*path, number))


def put(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    whole = copy.deepcopy(value)
    inside = whole
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = new
    return whole


PLACES = list(places(base()))
OTHERS: list[Any] = [None, True, False, -1, 0, 1, 10**30, 1.5, float("nan"), float("inf"), "", "x",
                     "\ud800", [], {}, [[]], {"x": 1}, ["x"] * 3]  # fmt: skip


@pytest.mark.parametrize("place", PLACES, ids=lambda path: ".".join(map(str, path)) or "all")
def test_whatever_stands_at_a_place_is_refused_or_a_report(place: tuple[Any, ...]) -> None:
    for other in OTHERS:
        changed = put(base(), place, other)
        try:
            read = from_document(changed)
        except Malformed:
            continue
        assert document(from_document(json.loads(json.dumps(document(read))))) == document(read)


@pytest.mark.parametrize("place", [p for p in PLACES if p and isinstance(p[-1], str)])
def test_nothing_may_be_missing_or_added(place: tuple[Any, ...]) -> None:
    *outside, key = place
    changed = base()
    inside = changed
    for step in outside:
        inside = inside[step]
    if key not in {"evidence"} and outside[-1:] != ["graded_on"]:
        with pytest.raises(Malformed):
            del inside[key]
            from_document(changed)
    if outside[-1:] != ["graded_on"]:
        with pytest.raises(Malformed):
            from_document(put(base(), (*outside, "forged"), 1))


@pytest.mark.parametrize(
    ("place", "new", "words"),
    [
        (("status",), "incomplete", "status is not what the criteria say"),
        (("score",), 100, "score is not what the criteria say"),
        (("score",), 70.0, "score is not what the criteria say"),
        (("score_max",), 99, "score_max"),
        (("max_score",), 99, "max_score is not what the criteria add up to"),
        (("criteria", 4, "points"), 10, "two_captures is failed and has points"),
        (("criteria", 0, "points"), 9, "deployed is passed without its points"),
        (("criteria", 0, "points"), 11, "criteria[0].points is no whole number from 0 to 10"),
        (("criteria", 0, "id"), "key", "criteria has one twice"),
        (("criteria", 0, "id"), "<script>", "criteria[0].id is not as it should be"),
        (("slug",), "../05_x", "slug is not as it should be"),
        (("slug",), "05_save_to_s3", "slug is another challenge's"),
        (("schema",), "groundtrack/report/v2", "report.schema"),
        (("challenge",), True, "challenge is no whole number"),
        (("evidence", 0, "address"), "https://example.org/x.png", "evidence[0].address is no PNG"),
        (("evidence", 0, "address"), "data:image/svg+xml;base64,PHN2Zz4=", "is no PNG"),
        (("evidence", 0, "address"), "data:image/png;base64,PHN2Zz4=", "is no PNG"),
        (("output", 0, "text"), "x" * (LONGEST + 1), "output[0].text is too long"),
        (("errors",), ["x"] * (MANY + 1), "errors has too many entries"),
    ],
)
def test_lies_and_floods_are_refused(place: tuple[Any, ...], new: Any, words: str) -> None:
    with pytest.raises(Malformed) as error:
        from_document(put(base(), place, new))
    assert words in str(error.value)
    assert len(str(error.value)) < 300


def test_many_long_texts_are_too_much_together() -> None:
    flood = {"source": "x", "text": "x" * LONGEST, "traceback": []}
    with pytest.raises(Malformed, match="is too long"):
        from_document(put(base(), ("output",), [flood] * 40))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=20,
)


@settings(deadline=None)
@given(json_values)
def test_any_other_document_is_refused(value: Any) -> None:
    with pytest.raises(Malformed):
        from_document(value)
