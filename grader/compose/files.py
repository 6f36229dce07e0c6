"""Which files of a submission make the project, in the order in which Compose lays them over."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from grader.submission import Submission

DEFAULTS = ("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml")
"""Compose takes the first of these that is there."""
ANY = re.compile(r"(docker-)?compose.*\.ya?ml")
OVERRIDE = re.compile(r"(docker-)?compose\.override\.ya?ml")
DOTENV = ".env"


def candidates(submission: Submission) -> tuple[tuple[str, ...], ...]:
    """Return the projects that Compose could be started with, the likeliest first.

    A project is its files from below to above. Folders nearer to the top come first; in a folder,
    the default file with its override, then each other file by itself.
    """
    folders: dict[str, list[str]] = {}
    for file in submission.files:
        path = PurePosixPath(file)
        if ANY.fullmatch(path.name):
            folders.setdefault(path.parent.as_posix(), []).append(path.name)
    found: list[tuple[str, ...]] = []
    for folder in sorted(folders, key=lambda one: (len(PurePosixPath(one).parts), one)):
        found += [
            tuple(beside(folder, name) for name in names) for names in _projects(folders[folder])
        ]
    return tuple(found)


def _projects(names: list[str]) -> list[tuple[str, ...]]:
    default = next((name for name in DEFAULTS if name in names), None)
    overrides = sorted(name for name in names if OVERRIDE.fullmatch(name))
    others = [name for name in names if name not in DEFAULTS and name not in overrides]
    others.sort(key=lambda name: ("localstack" not in name, name))
    first = [(default, *overrides[:1])] if default else []
    return [*first, *((name,) for name in others)]


def named_by(variables: Mapping[str, str], folder: str) -> tuple[str, ...]:
    """Return the files that COMPOSE_FILE in `.env` names."""
    names = variables.get("COMPOSE_FILE", "")
    separator = variables.get("COMPOSE_PATH_SEPARATOR") or (";" if ";" in names else ":")
    return tuple(beside(folder, name) for name in names.split(separator) if name)


def beside(folder: str, name: str) -> str:
    """Return a path that counts from ``folder``, relative to the submission."""
    parts: list[str] = []
    for part in (*PurePosixPath(folder).parts, *PurePosixPath(name.replace("\\", "/")).parts):
        if part == ".." and parts:
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
