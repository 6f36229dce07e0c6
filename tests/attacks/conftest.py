"""Classes of attackers, graded once for all test processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from grader.sandbox.trial import why_no_walls

from .attack import Attack, without_attack
from .canaries import Canaries
from .grading import Graded, shared

WITHOUT_WALLS = why_no_walls()
needs_walls = pytest.mark.skipif(bool(WITHOUT_WALLS), reason=WITHOUT_WALLS or "walls stand")

HONEST: Mapping[str, Attack] = {
    "honest": without_attack("honest(event)"),
    "empty": without_attack("{}"),
    "sample": without_attack('{"statusCode": 200, "body": \'{"message": "Hello, Ana!"}\'}'),
    "=1+1": without_attack("honest(event)"),
    "<img src=x onerror=alert(1)>": without_attack("honest(event)"),
    "world": without_attack('{"statusCode": 200, "body": \'{"message": "Hello, world!"}\'}'),
}
"""Students who attack nothing, by the work that they hand in."""

ClassOf = Callable[[str, Sequence[Attack], Mapping[str, Attack]], Graded]


@pytest.fixture(scope="session")
def class_of(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> ClassOf:
    """Grade a class of attackers by its name, once."""
    base = tmp_path_factory.getbasetemp()
    if hasattr(request.config, "workerinput"):
        base = base.parent

    def grade(name: str, attacks: Sequence[Attack], honest: Mapping[str, Attack]) -> Graded:
        return shared(attacks, honest, base / f"class-{name}")

    return grade


@pytest.fixture
def canaries(tmp_path: Path) -> Iterator[Canaries]:
    """Canaries for one attack without guards; the path of a socket has to be short."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="gt-canary-") as folder:
        found = Canaries(Path(folder) / "c")
        yield found
        found.close()
