"""YAML that is right, wrong, and hostile."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.compose.nodes import Scalar, Sequence, Table
from grader.compose.refusal import Unreadable
from grader.compose.yaml_source import MAX_BYTES, MAX_DEPTH, caret, read


def table(text: str) -> Table:
    (node,) = read(text, "f.yml")
    assert isinstance(node, Table)
    return node


def test_places_count_from_one() -> None:
    node = table("a:\n  - b: x\n")
    items = node.get("a")
    assert isinstance(items, Sequence)
    assert isinstance(items.items[0], Table)
    inner = items.items[0].get("b")
    assert isinstance(inner, Scalar)
    assert (inner.place.file, inner.place.line, inner.place.column) == ("f.yml", 2, 8)
    assert items.items[0].keys["b"].line == 2


@pytest.mark.parametrize("text", ["22:22", "0o17", "yes", "1_000", "2031-03-17", "0x1F", "1e3"])
def test_values_stay_what_was_written(text: str) -> None:
    assert table(f"a: {text}").text("a") == text


def test_nothing_and_the_word_null_differ() -> None:
    node = table("a:\nb: ~\nc: 'null'\nd: ''\n")
    assert [node.text(key) for key in "abcd"] == [None, None, "null", ""]


def test_merge_keys_take_in_what_is_not_said() -> None:
    node = table(
        "a: &a {x: 1, y: 1}\nb: &b {x: 2, z: 2}\nc: {<<: [*a, *b], y: 3}\nd:\n  <<: *b\n  x: 4\n"
    )
    c, d = node.table("c"), node.table("d")
    assert c and d
    assert {key: c.text(key) for key in c.entries} == {"x": "1", "y": "3", "z": "2"}
    assert {key: d.text(key) for key in d.entries} == {"x": "4", "z": "2"}


def test_compose_s_own_tags_are_kept() -> None:
    node = table("a: !reset null\nb: !override [x]\nc: !!str 5\n")
    assert [node.entries[key].order for key in "abc"] == ["!reset", "!override", ""]
    assert node.text("c") == "5"


def test_documents_come_in_order() -> None:
    assert len(read("a: 1\n---\nb: 2\n", "f.yml")) == 2
    assert read("", "f.yml") == ()


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a:\n\t- b\n", 2, "spaces"),
        ("a: 'x\nb: 1\n", 1, ""),
        ("a: [1, 2\nb: 1\n", 2, ""),
        ("a: b: c\n", 1, ""),
        ("a:\n  b: 1\n c: 2\n", 3, ""),
        ("a: 1\na: 2\n", 2, "twice"),
        ("a: *b\n", 1, "&b"),
        ("a: !!python/object:os.system x\n", 1, "tag"),
        ("a: !include x.yml\n", 1, "tag"),
        ("? [a, b]\n: c\n", 1, "name"),
        ("a: {<<: 5}\n", 1, "<<"),
        ("a: \x01\n", 1, "control"),
        ("x: 1\n<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> b\n", 2, "two versions"),
        ("a: %b\n", 1, ""),
        ("%YAML 9.9\n---\na: 1\n", 1, ""),
    ],
)
def test_what_is_wrong_is_pointed_at(text: str, line: int, words: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(text, "f.yml")
    error = caught.value
    assert error.place is not None and error.place.line == line
    assert words in f"{error.message} {error.found} {error.hint}"


def test_a_caret_stands_below_its_column() -> None:
    first, second = caret("abc: [", 6).split("\n")
    assert first[second.index("^")] == "["
    first, second = caret("x" * 500 + "!" + "y" * 500, 501).split("\n")
    assert first[second.index("^")] == "!"
    assert len(first) <= 100


def chain(levels: int) -> str:
    return "a0: &a0 [x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, levels)
    )


@pytest.mark.parametrize(
    "text",
    [
        chain(12),
        chain(4000),
        "[" * 100_000,
        "{a: " * 20_000,
        "- " * 50_000,
        "".join(
            f"a{n}: &a{n} {{<<: [*a{n - 1}], k{n}: [*a{n - 1}]}}\n" for n in range(1, 60)
        ).replace("*a0", "1"),
        "a: &a [*a]\n",
        "&a [" * 300,
        "x" * (MAX_BYTES + 1),
        "a: " + "é" * MAX_BYTES,
        "? " * 40_000,
        "!" * 100_000,
        "a: '" + "''" * 60_000,
        "*" * 100_000,
        "a:\n" + "".join(" " * n + "a:\n" for n in range(1, 300)),
    ],
    ids=lambda text: text[:12].strip() or "blank",
)
@pytest.mark.timeout(20)
def test_hostile_files_end_in_a_finding(text: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(text, "f.yml")
    assert len(caught.value.message) < 200
    assert len(caught.value.found or "") < 400


def test_what_is_deep_by_aliases_is_too_deep() -> None:
    links = "".join(f"a{n}: &a{n} {'[' * 9}*a{n - 1}{']' * 9}\n" for n in range(1, MAX_DEPTH))
    with pytest.raises(Unreadable, match="deep"):
        read("a0: &a0 x\n" + links, "f.yml")


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=" \t\n-:[]{}&*!|>'\"#%@`,?abc$~é\x85\u2028\ufeff", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read(text, "f.yml")
    except Unreadable as error:
        assert error.place is not None and error.place.line >= 1


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a:\n  b:\n    c: d\n\te:\n", 4, 1),
        ("a:\n    \t- b\n", 2, 5),
        ("a:\n\tb:\n", 2, 1),
    ],
)
def test_a_tab_is_pointed_at(text: str, line: int, column: int) -> None:
    with pytest.raises(Unreadable) as caught:
        read(text, "f.yml")
    place, found = caught.value.place, caught.value.found or ""
    assert place is not None and (place.line, place.column) == (line, column)
    shown, mark = found.split("\n")[-2:]
    assert shown[len(mark) - 1] == "»"
    assert not found.startswith("found ")
