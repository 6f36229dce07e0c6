"""How far `advance` moves the clock."""

import argparse

import pytest

from grader.words.bench import _duration


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("5", 5), ("61s", 61), ("5m", 300), ("1h30m", 5400), ("1.5h", 5400), ("7d", 604_800)],
)
def test_times(text: str, seconds: float) -> None:
    assert _duration(text) == seconds


@pytest.mark.parametrize("text", ["", "5x", "1h30", "-5s", "8d", "h", "1 h"])
def test_what_is_no_time_says_what_is(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="a number alone means seconds"):
        _duration(text)
