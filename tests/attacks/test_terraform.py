"""Terraform that attacks."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.sandbox.cells import CellFolder
from grader.terraform import deploy

from .attack import Attack
from .canaries import Canaries
from .conftest import HONEST, ClassOf, needs_walls
from .grading import Graded
from .terraform import LOOT, SLUG, attacks, finds

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


@pytest.mark.parametrize("name", [one for one in LOOT if "pipe" not in one and "input" not in one])
def test_it_finds_something_without_walls(
    name: str, tmp_path: Path, canaries: Canaries, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither walls nor Landlock: what the expression is after comes out."""
    world = canaries.world(neighbour=str(canaries.file), gradebook=str(canaries.file))
    (tmp_path / "main.tf").write_text(finds(LOOT[name][1], world))
    guarded = deploy._command()
    place = next(n for n, word in enumerate(guarded) if "grader.terraform.child" in word)
    words = guarded[place].replace(
        "main()", "import grader.terraform.child as c; c._confine = lambda *a: True; main()"
    )
    monkeypatch.setattr(
        deploy, "_command", lambda: [*guarded[:place], words, *guarded[place + 1 :]]
    )
    cell = CellFolder.create()
    child = deploy.DeployChild.start(cell, tmp_path)
    try:
        done = child.deploy("http://127.0.0.1:9", second_plan=False, seconds=30)
    finally:
        child.stop()
        cell.remove()
    assert done.stage == "applied", done.diagnostics
    assert done.resources[0].attributes["triggers"]["LOOT"]
