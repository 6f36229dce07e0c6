"""Terraform that attacks."""

from __future__ import annotations

import pytest

from .attack import Attack
from .conftest import HONEST, ClassOf, needs_walls
from .grading import Graded
from .terraform import SLUG, attacks

ATTACKS = attacks()
each = pytest.mark.parametrize("attack", ATTACKS, ids=[one.name for one in ATTACKS])

pytestmark = [needs_walls, pytest.mark.timeout(400)]


@pytest.fixture
def found(class_of: ClassOf) -> Graded:
    return class_of("terraform", ATTACKS, {"honest": HONEST["honest"]})


@each
def test_nothing_is_won(attack: Attack, found: Graded) -> None:
    document = found.documents[attack.name]
    assert document["status"] == "graded", document
    won = found.score(attack.name, SLUG)
    assert won < 100 if attack.costs else won == 100, document
    assert found.secret not in str(document)
    assert "root:" not in str(document)
    printed = found.text(attack.name)
    assert attack.shows in printed
    assert "WON" not in printed


def test_nobody_else_is_touched(found: Graded) -> None:
    assert found.harm == []
    assert found.left == []
    assert found.score("honest", SLUG) == 100
