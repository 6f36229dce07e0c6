"""What `check` names as the next thing to do."""

import pytest

from grader.commands.check import following
from grader.course import find


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("1", "python -m grader start 2"),
        ("2", "python -m grader start 3 --from-mine"),
        ("6", "python -m grader start 7 --from-mine"),
        ("7", "python -m grader start 8"),
        ("8", None),
    ],
)
def test_what_comes_next(name: str, command: str | None) -> None:
    assert following(find(name)) == command
