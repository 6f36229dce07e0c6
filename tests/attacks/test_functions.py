"""Functions that attack: nothing is won, nothing outside is touched, nobody else is graded worse.

Each attack that names guards is made once more without them, and succeeds.
"""

from __future__ import annotations

import csv
import os
import time
from pathlib import Path

import pytest

from grader.cloud.embedded import EmbeddedCloud
from grader.sandbox import groups
from grader.sandbox.cells import CellFolder
from grader.world.clock import Clock
from grader.world.sky import Sky

from .attack import Attack, function_attacks, together
from .canaries import Canaries
from .conftest import HONEST, ClassOf, needs_walls
from .grading import Graded
from .unguarded import came_of

SLUG = "03_hello_lambda"
EACH = 8
RESOURCES = {"memory", "processes", "disk", "limits", "groups"}
ATTACKS = function_attacks()
each = pytest.mark.parametrize("attack", ATTACKS, ids=[one.name for one in ATTACKS])
IN_WALLS = [one for one in ATTACKS if one.guards and one.guards != ("admin",)]
OF_THE_EMULATOR = [one for one in ATTACKS if one.guards == ("admin",)]

pytestmark = [needs_walls, pytest.mark.timeout(400)]


PROBES = [one for one in ATTACKS if one.guards and not {*one.guards} & RESOURCES and not one.costs]
"""Attacks of a moment, which one student can make one after the other."""
GROUPS = {
    f"probes{number}": PROBES[number * EACH : (number + 1) * EACH]
    for number in range(-(-len(PROBES) // EACH))
}


@pytest.fixture
def found(class_of: ClassOf) -> Graded:
    single = [one for one in ATTACKS if one not in PROBES]
    several = [together(name, attacks) for name, attacks in GROUPS.items()]
    return class_of("functions", [*several, *single], HONEST)


def student_of(attack: Attack) -> str:
    """Return who made an attack."""
    return next((name for name, attacks in GROUPS.items() if attack in attacks), attack.name)


@each
def test_nothing_is_won(attack: Attack, found: Graded) -> None:
    student = student_of(attack)
    same = found.score(attack.same_work, SLUG)
    won = found.score(student, SLUG)
    document = found.documents[student]
    assert won <= same, attack.what
    assert won == same or attack.costs, document
    assert found.secret not in str(document)
    assert document["status"] == "graded"
    assert len(str(document)) < 300_000
    printed = found.text(student)
    shows = attack.shows if student == attack.name else f"TRIED {attack.name}"
    assert shows in printed, "the attack was not made"
    assert "WON" not in printed


def test_nobody_else_is_touched(found: Graded) -> None:
    assert found.harm == []
    assert found.left == []
    assert found.score("honest", SLUG) == 100
    assert "Could not be graded" not in found.said


def test_names_and_outputs_do_nothing_in_exports(found: Graded) -> None:
    out = Path(found.out)
    with (out / "gradebook.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert any("1+1" in cell for cell in cells)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)
    pages = [path.read_text(encoding="utf-8") for path in out.rglob("*.html")]
    assert any("alert(1)" in page for page in pages)
    for page in pages:
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "\x1b" not in page and "\u202e" not in page


@pytest.mark.parametrize("attack", IN_WALLS, ids=[one.name for one in IN_WALLS])
def test_it_succeeds_without_its_guards_alone(attack: Attack, canaries: Canaries) -> None:
    if {"memory", "processes"} & set(attack.guards) and not groups.are_there():
        pytest.skip("no control groups can be made here")
    if "user" in attack.guards and os.geteuid() != 0:
        pytest.skip("only root can do without a user namespace")
    guarded = came_of(attack, canaries, without=())
    assert "WON" not in guarded, guarded
    assert canaries.harm() == []
    said = came_of(attack, canaries, without=attack.guards)
    assert "WON" in said or harmed(canaries), said


def harmed(canaries: Canaries) -> bool:
    """Whether something outside was touched, at once or soon."""
    deadline = time.monotonic() + 5
    while not canaries.harm() and time.monotonic() < deadline:
        time.sleep(0.05)
    return bool(canaries.harm())


@pytest.mark.parametrize("attack", OF_THE_EMULATOR, ids=[one.name for one in OF_THE_EMULATOR])
@pytest.mark.parametrize("guarded", [True, False])
def test_the_emulator_s_own_guard(attack: Attack, guarded: bool, canaries: Canaries) -> None:
    space: dict[str, object] = {}
    exec(attack.source, space)
    cell = CellFolder.create()
    sky = Sky.start(Clock(1.9e9), cell.path / "cache", 1)
    cloud = EmbeddedCloud.start(
        cell, sky.address, moment=1.9e9, without=() if guarded else attack.guards,
        functions_ahead=False,
    )  # fmt: skip
    try:
        cloud.wait_until_ready()
        won = space["attack"](canaries.world(endpoint=cloud.endpoint))  # type: ignore[operator]
        assert bool(won) is not guarded
    finally:
        cloud.stop()
        sky.stop()
        cell.remove()
