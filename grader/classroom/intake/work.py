"""Where, in what a student handed in, the work for each challenge lies."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from grader.classroom.intake.archives import stem_of
from grader.classroom.intake.numbering import Numbering, holds_files_of
from grader.course import Challenge
from grader.locale import _
from grader.submission import FOLDERS_LEFT_OUT, MANIFEST, Rejected

DEEPEST = 3
"""Folders that may lie above a challenge's own."""
COURSE = "challenges"
"""The folder that holds the work in a clone of the course; the rest of a clone is not theirs."""


@dataclass(frozen=True)
class Work:
    """A folder with the work for one challenge; ``rank`` is lower where its name says so better."""

    challenge: Challenge
    folder: Path
    rank: tuple[int, ...] = ()


@dataclass(frozen=True)
class Archive:
    """A further archive that is to be looked through, for one challenge where its name says so."""

    path: Path
    challenge: Challenge | None


@dataclass
class Found:
    """What was found; ``recognised`` is false where nothing at all belongs to the course."""

    works: list[Work] = field(default_factory=list)
    archives: list[Archive] = field(default_factory=list)
    links: list[Work] = field(default_factory=list)
    """Folders of challenges that are links, and so are not followed."""
    recognised: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is neither work nor an archive that might hold some."""
        return not (self.works or self.archives or self.links)


def look_through(folder: Path, numbering: Numbering, only: Challenge | None) -> Found:
    """Find the work in ``folder``, all of which is for the challenge ``only``, where one is given.

    Raises Rejected when it cannot be read.
    """
    top = unwrapped(folder, numbering)
    found = Found()
    _named(top, numbering, found, depth=0)
    found.recognised = not found.is_empty
    if only is not None:
        return _for_one(top, numbering, found, only)
    project = numbering.is_project(top)
    if found.is_empty and not project:
        found.archives = [Archive(path, None) for path in _archives(top)]
    if found.is_empty:
        found.works = list(_projects(top, numbering))
    elif project:
        named = {work.challenge.slug for work in (*found.works, *found.links)}
        left = (one for one in numbering.asked if one.slug not in named)
        found.works += [Work(one, top, (9,)) for one in left if holds_files_of(one, top)]
    found.recognised |= project or not found.is_empty
    found.works = [work for work in found.works if numbering.is_asked(work.challenge)]
    found.links = [work for work in found.links if numbering.is_asked(work.challenge)]
    return found


def unwrapped(folder: Path, numbering: Numbering, of: Challenge | None = None) -> Path:
    """Return the folder itself, or the single one in it that an archive put around its files.

    A folder with a challenge's name is no wrapping, unless all is for that challenge, ``of``.
    """
    for _depth in range(DEEPEST):
        entries = [entry for entry in _entries(folder) if not entry.name.startswith(".")]
        if len(entries) != 1 or not entries[0].is_dir(follow_symlinks=False):
            break
        named = numbering.loose(entries[0].name)
        if entries[0].name == COURSE or named not in (None, of):
            break
        folder = Path(entries[0].path)
    return folder


def _for_one(top: Path, numbering: Numbering, found: Found, only: Challenge) -> Found:
    """Return what is for one challenge: a folder of its name, else all that is there."""
    own = [work for work in found.works if work.challenge.slug == only.slug]
    one = Found(works=own, recognised=True)
    if not own and not numbering.is_project(top):
        one.archives = [Archive(path, only) for path in _archives(top)]
    if one.is_empty:
        one.works = [Work(only, top)] if _entries(top) else []
        one.recognised = bool(one.works)
    return one


def _named(folder: Path, numbering: Numbering, found: Found, *, depth: int) -> None:
    """Collect the folders, and archives, that bear a challenge's name.

    In a project a folder such as lambdas/hello_lambda is a part of it: there only numbers count.
    """
    entries = _entries(folder)
    folders = [entry for entry in entries if _is_folder(entry)]
    clone = [e for e in folders if e.name == COURSE and not e.is_symlink()]
    if clone and any(numbering.exact(entry.name) for entry in _entries(Path(clone[0].path))):
        _named(Path(clone[0].path), numbering, found, depth=depth)
        return
    project = numbering.is_project(folder)
    called = numbering.exact if project else numbering.loose
    others = []
    for entry in folders:
        challenge = called(entry.name)
        if challenge is None:
            others.append(entry)
            continue
        inside = Path(entry.path)
        if entry.is_symlink():
            found.links.append(Work(challenge, inside))
            continue
        exact = entry.name.lower() == challenge.slug.lower()
        empty = not _entries(inside)
        rank = (int(empty), int(not exact), depth)
        found.works.append(Work(challenge, unwrapped(inside, numbering, challenge), rank))
    if project:
        return
    for path in _archives(folder):
        challenge = numbering.loose(stem_of(path.name) or "")
        if challenge is not None:
            found.archives.append(Archive(path, challenge))
    if depth < DEEPEST:
        for entry in others:
            if not entry.is_symlink():
                _named(Path(entry.path), numbering, found, depth=depth + 1)


def _projects(top: Path, numbering: Numbering) -> Iterator[Work]:
    """Yield the project that counts for every challenge whose files it holds.

    It is the one nearest to the top; where there are several beside each other, each challenge
    takes the only one with its files, or all of them together.
    """
    level = [top]
    for _depth in range(DEEPEST + 1):
        projects = [folder for folder in level if numbering.is_project(folder)]
        if projects:
            for challenge in numbering.asked:
                fitting = [one for one in projects if holds_files_of(challenge, one)]
                if fitting:
                    yield Work(challenge, fitting[0] if len(fitting) == 1 else top, (9,))
            return
        level = [
            Path(entry.path)
            for folder in level
            for entry in _entries(folder)
            if entry.is_dir(follow_symlinks=False)
        ]


def _archives(folder: Path) -> Iterable[Path]:
    return [
        Path(entry.path)
        for entry in _entries(folder)
        if stem_of(entry.name) is not None and entry.is_file(follow_symlinks=False)
    ]


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False  # a link in a circle leads nowhere


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """Return what lies in a folder, sorted, without what never counts. Raises Rejected."""
    try:
        with os.scandir(folder) as entries:
            every = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        raise Rejected(
            _("{file} cannot be read.").format(file=folder.name),
            found=error.strerror,
            hint=_("Check that the file exists and that you may read it."),
        ) from error
    left_out = {*FOLDERS_LEFT_OUT, MANIFEST, ".DS_Store", "Thumbs.db", "desktop.ini"}
    return [entry for entry in every if entry.name not in left_out]
