"""The configurations that both providers deploy: a folder each, here or elsewhere in the course."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
COMMON = HERE / "common"
MAIN = "main.tf"
STEPS = ("changed", "replaced")
"""Files ``<step>.tf``, each of which takes the place of main.tf in turn."""
BEHIND = "behind.json"
"""Requests that are made behind Terraform's back: service, operation, arguments."""
_MADE = {"__pycache__", "build", ".terraform"}
_NO_PART = ("expected.toml", "*.md", "test_*.py", "*.pyc", "__pycache__")


@dataclass(frozen=True)
class Configuration:
    """A folder of Terraform with what happens to it."""

    name: str
    files: Mapping[str, bytes]
    """The submission as it is deployed first, by posix path."""
    steps: Mapping[str, bytes]
    """What main.tf becomes, by step."""
    behind: tuple[tuple[str, str, Mapping[str, Any]], ...] = ()
    directory: str = "."
    """The folder of the root module."""

    @property
    def hash(self) -> str:
        """Of everything that decides what is recorded."""
        digest = hashlib.sha256()
        for name, content in sorted({**self.files, **self.steps}.items()):
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
        digest.update(json.dumps(self.behind, sort_keys=True).encode())
        return digest.hexdigest()[:16]

    @property
    def text(self) -> str:
        """All of its Terraform source."""
        sources = [one for name, one in self.files.items() if name.endswith((".tf", ".tf.json"))]
        return "\n".join(one.decode("utf-8-sig") for one in (*sources, *self.steps.values()))


def configurations() -> tuple[Configuration, ...]:
    """All of them, by name."""
    own = [_own(folder) for folder in sorted((HERE / "configurations").iterdir())]
    listed = json.loads((HERE / "borrowed.json").read_text(encoding="utf-8"))
    return (*own, *(_borrowed(path, directory) for path, directory in listed.items()))


def named(name: str) -> Configuration:
    """The configuration ``name``; raises KeyError."""
    return {one.name: one for one in configurations()}[name]


def _own(folder: Path) -> Configuration:
    files = {**_files(COMMON), **_files(folder)}
    steps = {step: files.pop(f"{step}.tf") for step in STEPS if f"{step}.tf" in files}
    behind = json.loads(files.pop(BEHIND, b"[]"))
    return Configuration(folder.name, files, steps, tuple(tuple(one) for one in behind))


def _borrowed(path: str, directory: str) -> Configuration:
    return Configuration(path, _files(ROOT / path), {}, directory=directory)


def _files(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not any(file.match(pattern) for pattern in _NO_PART)
        if not _MADE & set(file.relative_to(folder).parts)
    }
