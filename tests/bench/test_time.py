"""Time in a cloud that stays up: it passes, stands while a check holds it, and sleeps with us."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any, cast

import pytest

from grader.bench import held, passing_time
from grader.bench.control import ControlFailed, ControlServer, ask
from grader.bench.held import Held
from grader.bench.passing_time import PassingTime
from grader.bench.standing import Standing
from grader.world.clock import Clock

DEADLINE = 10.0


class RecordingCloud:
    """Moves on when it is told to, and remembers how far."""

    def __init__(self) -> None:
        self.moved: list[float] = []

    def advance(self, seconds: float, *, each: Callable[[float], None]) -> None:
        self.moved.append(seconds)
        each(1000.0 + sum(self.moved))


def _until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + DEADLINE
    while not condition():
        assert time.monotonic() < end
        threading.Event().wait(0.01)


@pytest.fixture
def cloud() -> RecordingCloud:
    return RecordingCloud()


@pytest.fixture
def passing(cloud: RecordingCloud, monkeypatch: pytest.MonkeyPatch) -> PassingTime:
    monkeypatch.setattr(passing_time, "TICK", 0.01)
    return PassingTime(cast(Any, cloud), Clock(1000.0))


def _running(passing: PassingTime, each: Callable[[], None] = lambda: None) -> threading.Thread:
    thread = threading.Thread(target=passing.run, args=(each,), daemon=True)
    thread.start()
    return thread


def test_time_passes_as_on_the_wall(passing: PassingTime, cloud: RecordingCloud) -> None:
    started = time.monotonic()
    thread = _running(passing)
    _until(lambda: len(cloud.moved) > 5)
    passing.stop()
    thread.join(DEADLINE)
    assert 0 < sum(cloud.moved) <= time.monotonic() - started


def test_a_sleep_is_not_caught_up(
    passing: PassingTime, cloud: RecordingCloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept = [0.0]
    real = time.monotonic
    monkeypatch.setattr(passing_time.time, "monotonic", lambda: real() + slept[0])
    over = threading.Event()

    class Wait:
        """Sleeps for eight hours in the middle of the third wait."""

        count = 0

        def wait(self, seconds: float) -> bool:
            self.count += 1
            if self.count == 3:
                slept[0] = 8 * 3600.0
            return self.count > 6 or over.wait(seconds)

    monkeypatch.setattr(passing, "_over", Wait())
    passing.run()
    assert sum(cloud.moved) < 60


def test_time_stands_while_it_is_held(passing: PassingTime, cloud: RecordingCloud) -> None:
    passing.hold()
    looks: list[int] = []
    thread = _running(passing, lambda: looks.append(1))
    _until(lambda: len(looks) > 5)
    assert cloud.moved == []
    passing.release()
    _until(lambda: len(cloud.moved) > 1)
    passing.stop()
    thread.join(DEADLINE)


class Blocks:
    """Counts how many blocks are open."""

    def __init__(self) -> None:
        self.open = 0

    def __enter__(self) -> None:
        self.open += 1

    def __exit__(self, *_rest: object) -> None:
        self.open -= 1


def test_whoever_is_gone_holds_nothing(
    passing: PassingTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocks = Blocks()

    class Refusing:
        def refusing_objects(self) -> Blocks:
            return blocks

    mine = Held(cast(Any, Refusing()), Clock(0.0), cast(Any, None), passing)
    operations = mine.operations
    with pytest.raises(RuntimeError, match="not held"):
        operations["refuse_objects"]()
    operations["hold"]()
    with pytest.raises(RuntimeError, match="another check"):
        operations["hold"]()
    operations["refuse_objects"]()
    mine.watch()
    assert blocks.open == 1
    monkeypatch.setattr(held, "LEASE", -1.0)
    mine.watch()
    assert blocks.open == 0
    operations["hold"]()


def test_only_who_knows_the_token_is_obeyed() -> None:
    server = ControlServer({"double": lambda n: 2 * n}, "secret")
    try:
        mine = Standing(1, 1.0, 1, server.port, "secret")
        assert ask(mine, "double", patience=5, n=4) == 8
        for one, words in (
            (Standing(1, 1.0, 1, server.port, "guess"), "wrong token"),
            (Standing(1, 1.0, 1, 9, "secret"), "refused"),
        ):
            with pytest.raises(ControlFailed, match=words):
                ask(one, "double", patience=5, n=4)
        with pytest.raises(ControlFailed, match="KeyError"):
            ask(mine, "nothing", patience=5)
        with pytest.raises(ControlFailed, match="TypeError"):
            ask(mine, "double", patience=5, m=4)
    finally:
        server.stop()
