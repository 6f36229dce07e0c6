"""A class that is made up of the course's own verdict cases: the same for everybody."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable
from pathlib import Path

VERDICTS = Path(__file__).resolve().parent.parent / "tests" / "verdicts"
USUAL = ("solution", "variant", "wrong")
"""Kinds of cases that a class hands in; damaged folders are rarer than rare."""
TRAPS = ("bomb", "loop", "sleep", "hang", "slow", "forever", "exit", "hostile", "fork", "memory")
"""Words in the names of cases that take the machine's time on purpose."""


def make_class(folder: Path, students: int, slugs: Iterable[str]) -> None:
    """Write a folder ``s001`` and so on for each student, with one folder for each challenge."""
    from grader.cases import cases

    found = [case for case in cases(VERDICTS.parent.parent) if case.kind in USUAL]
    usual = [case for case in found if not any(word in case.name for word in TRAPS)]
    for slug in slugs:
        every = [case for case in usual if case.challenge == slug]
        for number in range(1, students + 1):
            chance = random.Random(f"{number} {slug}")
            shutil.copytree(
                chance.choice(every).folder,
                folder / f"s{number:03}" / slug,
                ignore=shutil.ignore_patterns("expected.toml", "test_*.py", "README*.md"),
                dirs_exist_ok=True,
            )
            # A comment of their own makes every hand-in another one, as in a class.
            for file in (folder / f"s{number:03}" / slug).rglob("*.tf"):
                with file.open("a", encoding="utf-8") as text:
                    text.write(f"\n# handed in by s{number:03}\n")
