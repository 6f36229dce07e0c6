"""Looks through a folder of submissions: who handed in what, and what could not be taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from grader import course
from grader.classroom.intake.attempts import Attempt, in_order
from grader.classroom.intake.entries import Entry, listed, name_for
from grader.classroom.intake.numbering import Numbering
from grader.classroom.intake.owners import Owners
from grader.classroom.intake.reader import Read, Reader
from grader.classroom.model import Collected, HandIn, Refused, Student
from grader.course import Challenge
from grader.locale import _
from grader.rubric import Finding


@dataclass
class _Shared:
    """Who each entry belongs to."""

    entries: dict[str, list[Entry]] = field(default_factory=dict)
    """By the student's id."""
    strangers: dict[str, Student] = field(default_factory=dict)
    ambiguous: dict[str, Refused] = field(default_factory=dict)

    def give(self, student: str, entry: Entry) -> None:
        """Add an entry to a student's."""
        self.entries.setdefault(student, []).append(entry)


def collect(
    submissions: Path,
    into: Path,
    challenges: Sequence[Challenge],
    roster: Sequence[Student] = (),
) -> Collected:
    """Find the work of every student for each of ``challenges`` below ``submissions``.

    Folders are referred to where they stand; archives and repositories are unpacked below the
    fresh, private folder ``into``. What cannot be taken is refused for its student alone.
    Raises WrongUsage when ``submissions`` is no folder of submissions, OSError when ``into``
    cannot be written.
    """
    into.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(into.iterdir()):
        raise FileExistsError(f"{into} is not empty")
    numbering = Numbering.of(challenges, course.challenges())
    entries, ignored = listed(submissions, numbering)
    shared = _shared(entries, roster)
    everybody = _everybody(roster, shared)
    reader = Reader(into, numbering)
    hand_ins: list[HandIn] = []
    refused: list[Refused] = []
    doubled: list[Finding] = []
    for student in everybody:
        if student.id in shared.ambiguous:
            refused.append(shared.ambiguous[student.id])
            continue
        read = Read()
        reader.read(student.id, shared.entries.get(student.id, ()), read)
        if student.repository:
            reader.read_repository(student, read)
        refused += read.refused
        doubled += read.doubled
        for challenge in challenges:
            of_one = [one for one in read.attempts if one.slug == challenge.slug]
            ordered, finding = in_order(student.id, of_one)
            hand_ins += [_hand_in(student, attempt) for attempt in ordered]
            doubled += [finding] if finding else []
    return Collected(
        students=everybody,
        hand_ins=tuple(hand_ins),
        refused=tuple(refused),
        unknown=tuple(sorted(shared.strangers)) if roster else (),
        doubled=tuple(doubled),
        missing=tuple(
            student.id
            for student in roster
            if student.id not in shared.entries and not student.repository
        ),
        ignored=ignored,
    )


def _shared(entries: Sequence[Entry], roster: Sequence[Student]) -> _Shared:
    """Give each entry to its student, to all of its group, or to somebody nobody knows."""
    owners = Owners.of(roster)
    shared = _Shared()
    for entry in entries:
        fitting = owners.whose(entry)
        if len(fitting) == 1:
            shared.give(fitting[0].id, entry)
            continue
        members = () if fitting else owners.members(entry)
        for student in members:
            shared.give(student.id, entry)
        if members:
            continue
        name = name_for(entry, tuple(entries))
        shared.strangers.setdefault(name, Student(name, name=entry.name))
        shared.give(name, entry)
        if fitting:
            shared.ambiguous[name] = Refused(name, entry.source, _whose(entry, fitting))
    return shared


def _whose(entry: Entry, fitting: Iterable[Student]) -> Finding:
    return Finding(
        _("{name} may be any of several students.").format(name=entry.name),
        found=", ".join(student.id for student in fitting),
        hint=_("Name the folder or the zip after the id of one of them."),
    )


def _everybody(roster: Sequence[Student], shared: _Shared) -> tuple[Student, ...]:
    """Return the students of the class list, then the others by name, with their folders."""
    strangers = sorted(shared.strangers.values(), key=lambda student: student.id)
    return tuple(
        replace(student, folder=shared.entries[student.id][0].folder)
        if student.id in shared.entries
        else student
        for student in (*roster, *strangers)
    )


def _hand_in(student: Student, attempt: Attempt) -> HandIn:
    return HandIn(
        student.id,
        attempt.slug,
        attempt.folder,
        attempt.source,
        attempt.submitted,
        attempt.notes,
    )
