"""How a challenge may be called by whoever names a folder or a zip for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.course import Challenge

_NUMBERED = re.compile(
    r"(?:(?:challenge|reto|desafio|desafío|ejercicio|exercise|tarea|task|assignment|ch)[ _]*)?"
    r"0*([1-9]\d?)"
)
_COPY = re.compile(r"(?:[ _]*(?:\(\d+\)|copy|copia|main|master|final|entrega|v\d+|\d))+$")


@dataclass(frozen=True)
class Numbering:
    """The challenges that are collected, and all that there are, by any of their names."""

    asked: tuple[Challenge, ...]
    known: tuple[Challenge, ...]

    @classmethod
    def of(cls, asked: Sequence[Challenge], course: Iterable[Challenge]) -> Numbering:
        """Return the numbering of ``asked`` in ``course``."""
        by_slug = {challenge.slug: challenge for challenge in (*course, *asked)}
        return cls(tuple(asked), tuple(by_slug.values()))

    def exact(self, name: str) -> Challenge | None:
        """Return the challenge whose number or full name stands there: "05_save_to_s3", "5"."""
        wanted = _words(name)
        for challenge in self.known:
            slug = challenge.slug.lower()
            if wanted == slug or (wanted.startswith(slug) and _COPY.fullmatch(wanted[len(slug) :])):
                return challenge
        numbered = _NUMBERED.fullmatch(wanted)
        if numbered:
            return next((c for c in self.known if c.number == int(numbered[1])), None)
        return None

    def loose(self, name: str) -> Challenge | None:
        """Return the challenge of any of its names: also "save_to_s3", "save-to-s3 (1)"."""
        wanted = _words(name)
        for challenge in self.known:
            plain = challenge.slug.partition("_")[2].lower()
            rest = wanted[len(plain) :] if plain and wanted.startswith(plain) else None
            if rest == "" or (rest and _COPY.fullmatch(rest)):
                return challenge
        return self.exact(name)

    def at_the_end(self, name: str) -> tuple[str, Challenge] | None:
        """Return what stands before a challenge's name at the end of ``name``: "ana_05_…"."""
        wanted = _words(name)
        for challenge in self.known:
            for ending in (challenge.slug.lower(), challenge.slug.partition("_")[2].lower()):
                before = wanted.removesuffix(ending)
                if ending and before != wanted and before[-1:] == "_" and before.strip("_ "):
                    return name[: len(before)].rstrip("_- "), challenge
        return None

    def is_asked(self, challenge: Challenge) -> bool:
        """Whether the challenge is to be collected."""
        return any(challenge.slug == one.slug for one in self.asked)

    def is_project(self, folder: Path) -> bool:
        """Whether a folder holds, at its top, files of any challenge."""
        return any(holds_files_of(challenge, folder) for challenge in self.known)


def holds_files_of(challenge: Challenge, folder: Path) -> bool:
    """Whether ``folder`` holds, at its top, a file that the challenge requires."""
    return any(path.is_file() for pattern in challenge.requires for path in folder.glob(pattern))


def _words(name: str) -> str:
    return re.sub(r"[-\s_]+", "_", name.strip().lower())
