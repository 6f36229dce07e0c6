"""A small class on disk, and the command that grades it, with a cache of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.sandbox.trial import why_no_walls

ROOT = Path(__file__).parent.parent.parent
CASES = ROOT / "tests" / "verdicts"

WITHOUT_WALLS = why_no_walls()
needs_walls = pytest.mark.skipif(bool(WITHOUT_WALLS), reason=WITHOUT_WALLS or "walls stand")

Batch = Callable[..., "subprocess.CompletedProcess[str]"]


def hand_in(folder: Path, student: str, case: str) -> None:
    """Put a verdict case, or a solution, into the folder of a student."""
    slug, _slash, name = case.partition("/")
    source = ROOT / "solutions" / slug if name == "solution" else CASES / slug / name
    left_out = shutil.ignore_patterns("expected.toml", "test_*.py", "__pycache__")
    shutil.copytree(source, folder / student / slug, ignore=left_out, dirs_exist_ok=True)


@pytest.fixture
def grader(tmp_path: Path) -> Batch:
    """The command line, as an instructor calls it."""

    def call(*words: object, check: int | None = 0) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "grader", *map(str, words)],
            cwd=ROOT,
            env={**os.environ, "XDG_DATA_HOME": str(tmp_path / "data"), "COLUMNS": "100"},
            capture_output=True,
            text=True,
            timeout=110,
            check=False,
        )
        assert check is None or done.returncode == check, done.stderr
        return done

    return call
