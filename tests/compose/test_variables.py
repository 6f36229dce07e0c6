"""`$` in Compose files, and the lines of .env."""

from __future__ import annotations

import pytest

from grader.compose import dotenv
from grader.compose.interpolation import MAX_TEXT, Variables
from grader.compose.refusal import Place, Refused

HERE = Place("f.yml", 1)
VALUES = {"A": "a", "EMPTY": "", "B": "b"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$A", "a"),
        ("${A}", "a"),
        ("x$A.y", "xa.y"),
        ("$$A", "$A"),
        ("$$$A", "$a"),
        ("${NONE}", ""),
        ("$NONE!", "!"),
        ("${NONE-d}", "d"),
        ("${EMPTY-d}", ""),
        ("${EMPTY:-d}", "d"),
        ("${A:-d}", "a"),
        ("${NONE:-}", ""),
        ("${NONE:-${B}}", "b"),
        ("${NONE:-${NO:-x${A}}}y", "xay"),
        ("${A:+other}", "other"),
        ("${EMPTY:+other}", ""),
        ("${EMPTY+other}", "other"),
        ("${NONE+other}", ""),
        ("${A:?needed}", "a"),
        ("${NONE:?needed}", ""),
        ("${NONE?}", ""),
        ("${NONE:-http://x:80/?a=b}", "http://x:80/?a=b"),
        ("no variable", "no variable"),
    ],
)
def test_substitution(text: str, expected: str) -> None:
    assert Variables(VALUES).substitute(text, HERE) == expected


@pytest.mark.parametrize(
    "text", ["${A", "${}", "${1A}", "$", "$ A", "$-", "${A!b}", "${A:b}", "${ A }", "${NONE:-${A}"]
)
def test_malformed_variables_are_refused(text: str) -> None:
    with pytest.raises(Refused) as caught:
        Variables(VALUES).substitute(text, HERE)
    assert caught.value.place == HERE


def test_what_has_no_value_is_remembered() -> None:
    variables = Variables(VALUES)
    variables.substitute("$A ${NONE:-x} ${NEEDED:?} $PLAIN", HERE)
    assert set(variables.asked) == {"NONE", "NEEDED", "PLAIN"}
    assert set(variables.required) == {"NEEDED"}


@pytest.mark.parametrize(
    "text", ["${A:-" * 5000, "${A:-" * 5000 + "}" * 5000, "$$" * 60_000 + "$", "${" * 30_000]
)
@pytest.mark.timeout(20)
def test_hostile_nesting(text: str) -> None:
    with pytest.raises(Refused):
        Variables({}).substitute(text, HERE)


def test_variables_cannot_make_a_file_large() -> None:
    with pytest.raises(Refused, match="large"):
        Variables({"A": "x" * 50_000}).substitute("$A" * (MAX_TEXT // 50_000 + 2), HERE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A=1", {"A": "1"}),
        ("export A=1", {"A": "1"}),
        (" A = 1 ", {"A": "1"}),
        ("A: 1", {"A": "1"}),
        ("A=", {"A": ""}),
        ("A", {}),
        ("# A=1\n\nB=2", {"B": "2"}),
        ("A=1 # one", {"A": "1"}),
        ("A=1#one", {"A": "1#one"}),
        ("A=# one", {"A": ""}),
        ("A='$B # x'", {"A": "$B # x"}),
        ('A="x # y" # z', {"A": "x # y"}),
        ('A="x\\ny"', {"A": "x\ny"}),
        ('A="x\ny"\nB=2', {"A": "x\ny", "B": "2"}),
        ("A=1\nB=${A}2\nC=$B", {"A": "1", "B": "12", "C": "12"}),
        ("A=http://localhost:4566/?a=b", {"A": "http://localhost:4566/?a=b"}),
        ('A="never closed', {"A": '"never closed'}),
    ],
)
def test_dotenv(text: str, expected: dict[str, str]) -> None:
    assert dotenv.read(text, ".env") == expected


def test_dotenv_knows_what_the_project_knows() -> None:
    assert dotenv.read("A=${B}", "x.env", {"B": "b"}) == {"A": "b"}


@pytest.mark.parametrize(
    "text",
    ["= 1", "- A=1", "{", "A=${", "x" * 70_000,
     "\n".join(["A=" + "x" * 100, *(f"A=$A$A$A{n}" for n in range(60))])],
    ids=["no name", "list", "brace", "open", "large", "bomb"],
)  # fmt: skip
@pytest.mark.timeout(20)
def test_bad_dotenv_is_refused(text: str) -> None:
    with pytest.raises(Refused) as caught:
        dotenv.read(text, ".env")
    assert caught.value.place is not None


@pytest.mark.parametrize("text", ["A=" + " " * 60_000 + "x", 'A="\n' * 15_000, "A=1\n" * 16_000])
@pytest.mark.timeout(20)
def test_long_dotenv_is_quick(text: str) -> None:
    dotenv.read(text, ".env")
