"""What `doctor` says of the walls around a class's work, and of how jobs are started."""

import pytest

from grader.commands.examined_walls import walls
from grader.sandbox import trial
from grader.sandbox.trial import why_no_walls
from grader.sandbox.zygote import Zygote, ZygoteFailed

WITHOUT_WALLS = why_no_walls()


@pytest.mark.skipif(bool(WITHOUT_WALLS), reason=WITHOUT_WALLS or "walls stand")
def test_jobs_are_forked() -> None:
    assert [one.what for one in walls() if "starts the jobs of a class" in one.what]


@pytest.mark.skipif(bool(WITHOUT_WALLS), reason=WITHOUT_WALLS or "walls stand")
def test_the_reason_is_told_where_they_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_args: object, **_options: object) -> None:
        raise ZygoteFailed("Traceback (most recent call last):\nOSError: no namespaces")

    monkeypatch.setattr(Zygote, "__init__", fails)
    (found,) = (one for one in walls() if "started anew" in one.what)
    assert (found.state, "OSError: no namespaces" in found.what) == ("warn", True)


def test_without_walls_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "why_no_walls", lambda: "bwrap is missing\nsudo install it")
    (found,) = walls()
    assert (found.state, found.remedy) == ("warn", "sudo install it")
