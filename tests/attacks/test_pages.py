"""Pages that attack."""

from __future__ import annotations

import pytest

from grader.page.lab.browser import NoBrowser, find_browser

from .attack import Attack
from .conftest import ClassOf, needs_walls
from .grading import Graded
from .pages import attacks, honest

ATTACKS = attacks()


def why_no_browser() -> str:
    try:
        find_browser(None)
    except NoBrowser as error:
        return str(error)
    return ""


pytestmark = [
    needs_walls,
    pytest.mark.timeout(400),
    pytest.mark.skipif(bool(why_no_browser()), reason=why_no_browser() or "there is a browser"),
]


@pytest.fixture
def found(class_of: ClassOf) -> Graded:
    return class_of("pages", ATTACKS, {"honest": honest()})


@pytest.mark.parametrize("attack", ATTACKS, ids=[one.name for one in ATTACKS])
def test_nothing_is_won(attack: Attack, found: Graded) -> None:
    document = found.documents[attack.name]
    assert document["score"] is not None, document
    same, won = found.documents["honest"], document
    assert won["score"] < same["score"] if attack.costs else won["score"] <= same["score"]
    assert won["score_max"] <= same["score_max"]
    assert found.secret not in str(document)


def test_nobody_else_is_touched(found: Graded) -> None:
    assert found.harm == []
    assert found.left == []
    assert found.documents["honest"]["score"] >= 80
