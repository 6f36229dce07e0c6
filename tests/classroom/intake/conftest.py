"""A folder of submissions, and what builds what lies in one."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from grader import course
from grader.classroom.intake import collect
from grader.classroom.model import Collected, HandIn, Student
from grader.course import Challenge

TF = {"main.tf": b"locals {}\n", "lambdas/capture.py": b"x = 1\n"}
PAGE = {"index.html": b"<!doctype html>"}


def put(folder: Path, files: Mapping[str, bytes], under: str = "") -> Path:
    for name, content in files.items():
        path = folder / under / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def under(folder: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {f"{folder}/{name}": content for name, content in files.items()}


def zipped(path: Path, files: Mapping[str, bytes]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            # Given a name, writestr would make a backslash or a leading slash harmless.
            entry = zipfile.ZipInfo()
            entry.filename = entry.orig_filename = name
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return path


Names = Callable[[HandIn], set[str]]
"""What a hand-in's folder holds."""


@dataclass
class Class:
    """The folder ``submissions``, and what is collected from it."""

    folder: Path
    into: Path
    collected: Collected | None = None

    def collect(self, numbers: Sequence[int] = (5,), roster: Sequence[Student] = ()) -> Collected:
        asked: tuple[Challenge, ...] = tuple(
            one for one in course.challenges() if one.number in numbers
        )
        self.collected = collect(self.folder, self.into, asked, roster)
        self._nothing_dangerous()
        return self.collected

    def hand_ins(
        self, numbers: Sequence[int] = (5,), roster: Sequence[Student] = ()
    ) -> dict[tuple[str, int], HandIn]:
        found = self.collect(numbers, roster)
        assert not found.refused
        return {(one.student, int(one.slug[:2])): one for one in found.hand_ins}

    def _nothing_dangerous(self) -> None:
        """Whatever was unpacked is regular, private, and below ``into``."""
        for path in self.into.rglob("*"):
            assert not path.is_symlink()
            assert path.is_dir() or path.is_file()
            assert path.stat().st_mode & 0o077 == 0
            if path.is_file():
                assert path.stat().st_mode & 0o777 == 0o600
        strays = {p.name for p in self.into.parent.iterdir()} - {"submissions", "into", "elsewhere"}
        assert not strays


@pytest.fixture
def school(tmp_path: Path) -> Class:
    folder = tmp_path / "submissions"
    folder.mkdir()
    return Class(folder, tmp_path / "into")


@pytest.fixture
def names(school: Class) -> Names:
    def of(one: HandIn) -> set[str]:
        return {p.relative_to(one.folder).as_posix() for p in one.folder.rglob("*") if p.is_file()}

    return of
