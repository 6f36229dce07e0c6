"""Which student of the class list a name belongs to. A name that fits two belongs to nobody."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from grader.classroom.intake.entries import Entry
from grader.classroom.model import Student

Index = Mapping[str, tuple[Student, ...]]


@dataclass(frozen=True)
class Owners:
    """The class list, by everything that may name a student."""

    by_id: Index
    by_email: Index
    by_name: Index
    """Also by the part of the e-mail before the @."""
    by_group: Index

    @classmethod
    def of(cls, roster: Sequence[Student]) -> Owners:
        """Return the owners that ``roster`` names."""
        return cls(
            _index((student.id.casefold(), student) for student in roster),
            _index((student.email.casefold(), student) for student in roster if student.email),
            _index((key, student) for student in roster for key in _names(student)),
            _index((_folded(student.group), student) for student in roster if student.group),
        )

    def whose(self, entry: Entry) -> tuple[Student, ...]:
        """Return every student that the entry's name fits: one, none, or several."""
        name = entry.name.casefold()
        if not entry.from_canvas:
            exact = self.by_id.get(name) or self.by_email.get(name)
            if exact:
                return exact
        fitting = self.by_name.get(_folded(entry.name), ())
        if entry.from_canvas:
            # The number is Canvas's own: it tells namesakes apart, and names only the nameless.
            numbered = self.by_id.get(entry.number, ())
            if len(fitting) > 1:
                return tuple(one for one in fitting if one in numbered) or fitting
            return fitting or tuple(one for one in numbered if not one.name)
        return fitting

    def members(self, entry: Entry) -> tuple[Student, ...]:
        """Return the students of the group that the entry is named after."""
        return self.by_group.get(_folded(entry.name), ())


def _index(pairs: Iterable[tuple[str, Student]]) -> Index:
    index: dict[str, list[Student]] = defaultdict(list)
    for key, student in pairs:
        if key and student not in index[key]:
            index[key].append(student)
    return {key: tuple(students) for key, students in index.items()}


def _names(student: Student) -> set[str]:
    """Return a name in every order of its parts: "Ana Ruiz Paz", "Ruiz Paz, Ana" …"""
    words = _words(student.name)
    turned = {"".join(words[n:] + words[:n]) for n in range(len(words))}
    local = _folded(student.email.partition("@")[0])
    return turned | {local, _folded(student.id)} - {""}


def _folded(text: str) -> str:
    return "".join(_words(text))


def _words(text: str) -> list[str]:
    """Return the words in lower case, without accents and marks."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.findall(r"[^\W_]+", letters)
