"""Submissions made of texts, and what Compose makes of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.compose.localstack import LocalStack, find
from grader.submission import Submission, take

ROOT = Path(__file__).parent.parent.parent
REQUIRES = ("*compose*.y*ml",)

Files = dict[str, str | bytes]


@pytest.fixture
def submission(tmp_path: Path) -> Callable[[Files], Submission]:
    """Hand in files."""

    def hand_in(files: Files) -> Submission:
        folder, work = tmp_path / "mine", tmp_path / "work"
        work.mkdir()
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return take(folder, work, requires=REQUIRES)

    return hand_in


@pytest.fixture
def local(submission: Callable[[Files], Submission]) -> Callable[..., LocalStack]:
    """Read a Compose file, with other files beside it where they are given."""

    def read(text: str = "", **others: str) -> LocalStack:
        files: Files = {"compose.yml": text} if text else {}
        files |= {name.replace("__", "/").replace("_dot_", "."): t for name, t in others.items()}
        return find(submission(files))

    return read


@pytest.fixture
def service(local: Callable[..., LocalStack]) -> Callable[..., LocalStack]:
    """Read the file of one LocalStack service, told by the lines below its image."""

    def read(lines: str, image: str = "localstack/localstack:4.14.0", **others: str) -> LocalStack:
        below = "".join(f"    {line}\n" for line in lines.splitlines())
        return local(f"services:\n  localstack:\n    image: {image}\n{below}", **others)

    return read
