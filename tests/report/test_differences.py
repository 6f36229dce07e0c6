"""Only what differs is marked, and only where both texts are forms of one thing."""

from hypothesis import given
from hypothesis import strategies as st

from grader.report.differences import LONGEST, compared


def marked(expected: str, found: str) -> tuple[list[str], list[str]]:
    left, right = compared(expected, found)
    return [text for text, differs in left if differs], [text for text, differs in right if differs]


def test_swapped_numbers_are_marked_whole() -> None:
    assert marked("latitude 41.9021, longitude 12.4829", "latitude 12.4829, longitude 41.9021") == (
        ["41.9021", "12.4829"],
        ["12.4829", "41.9021"],
    )


def test_a_sentence_and_a_value_have_nothing_to_mark() -> None:
    assert marked("two different keys", "raw/iss/2031-03-17/20310317T101500Z.json") == ([], [])
    assert marked("", "nothing was expected") == ([], [])


def test_long_texts_are_not_compared() -> None:
    assert marked("a" + "b " * LONGEST, "b " * LONGEST) == ([], [])


@given(st.text(max_size=80), st.text(max_size=80))
def test_nothing_is_lost(expected: str, found: str) -> None:
    left, right = compared(expected, found)
    assert "".join(text for text, _differs in left) == expected
    assert "".join(text for text, _differs in right) == found
