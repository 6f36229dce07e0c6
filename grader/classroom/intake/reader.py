"""Reads one thing that was handed in, whatever it is packed in, into attempts at challenges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from grader.classroom.intake.archives import stem_of, unpack
from grader.classroom.intake.attempts import Attempt, twice
from grader.classroom.intake.entries import Entry, copy_number, original_name
from grader.classroom.intake.git import unpack_head
from grader.classroom.intake.names import parts_of
from grader.classroom.intake.numbering import Numbering
from grader.classroom.intake.provenance import of_work
from grader.classroom.intake.sink import CHUNK, MOST_BYTES, Budget, Sink
from grader.classroom.intake.work import Archive, Found, Work, look_through, unwrapped
from grader.classroom.model import Refused, Student
from grader.course import Challenge
from grader.locale import _
from grader.rubric import Finding, plain
from grader.submission import Rejected

NESTED = 2
"""Archives inside each other that are opened: a student's, and one more in it."""


@dataclass
class Read:
    """What became of one student's hand-ins."""

    attempts: list[Attempt] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    doubled: list[Finding] = field(default_factory=list)


@dataclass(frozen=True)
class _Place:
    """A folder that is being looked through, and what is known of it."""

    folder: Path
    source: str
    only: Challenge | None
    budget: Budget
    archives: int = 0
    pattern: Attempt = field(default_factory=lambda: Attempt("", Path(), ""))
    """What every attempt found there has in common."""


@dataclass(frozen=True)
class Reader:
    """Unpacks into fresh folders below ``into`` what one student handed in."""

    into: Path
    numbering: Numbering
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def read(self, student: str, entries: Sequence[Entry], read: Read) -> None:
        """Read all entries of one student; what cannot be taken becomes a refusal.

        Raises OSError when nothing can be written.
        """
        loose: dict[str, list[Entry]] = {}
        for entry in entries:
            if entry.challenge and not self.numbering.is_asked(entry.challenge):
                continue
            if entry.is_loose:
                loose.setdefault(entry.challenge.slug if entry.challenge else "", []).append(entry)
                continue
            with_notes = replace(_pattern(entry), notes=_late(entry))
            place = _Place(entry.path, entry.source, entry.challenge, Budget(), pattern=with_notes)
            self._guarded(student, place, read)
        for together in loose.values():
            self._read_loose(student, together, read)

    def read_repository(self, student: Student, read: Read) -> None:
        """Read the HEAD of a student's repository."""
        path = Path(student.repository)
        place = _Place(path, plain(path.name), None, Budget())
        try:
            if "://" in student.repository or "@" in student.repository.partition(":")[0]:
                raise Rejected(
                    _("{repository} is not on this machine.").format(repository=student.repository),
                    hint=_("Make a mirror with git clone --mirror URL PATH, and name PATH."),
                )
            folder = self._fresh()
            committed = unpack_head(path, folder, place.budget)
            pattern = replace(place.pattern, submitted=committed)
            self._look(student.id, replace(place, folder=folder, pattern=pattern), read)
        except Rejected as rejection:
            read.refused.append(Refused(student.id, place.source, rejection.finding))

    def _guarded(self, student: str, place: _Place, read: Read) -> None:
        try:
            self._enter(student, place, read)
        except Rejected as rejection:
            slug = place.only.slug if place.only else None
            read.refused.append(Refused(student, place.source, rejection.finding, slug))

    def _enter(self, student: str, place: _Place, read: Read) -> None:
        if place.folder.is_symlink():
            raise _link(place.source)
        if stem_of(place.folder.name) is not None and not place.folder.is_dir():
            folder = self._fresh()
            unpack(place.folder, folder, place.budget)
            place = replace(place, folder=folder, archives=place.archives + 1)
        self._look(student, place, read)

    def _look(self, student: str, place: _Place, read: Read) -> None:
        """Find the work in a folder, and go on into the archives that it holds."""
        found = look_through(place.folder, self.numbering, place.only)
        if not found.recognised:
            raise _nothing(place, self.numbering)
        told = of_work(unwrapped(place.folder, self.numbering))
        pattern = replace(
            place.pattern,
            submitted=told.submitted or place.pattern.submitted,
            notes=place.pattern.notes + told.notes,
        )
        for link in found.links:
            source = f"{place.source}/{plain(link.folder.name)}"
            finding = _link(source).finding
            read.refused.append(Refused(student, source, finding, link.challenge.slug))
        for slug, works in _by_challenge(found).items():
            best, *others = sorted(works, key=lambda work: (work.rank, work.folder))
            sources = [_source(place, work.folder) for work in (best, *others)]
            if others:
                read.doubled.append(twice(student, sources[0], sources[1:]))
            one = replace(pattern, slug=slug, folder=best.folder, source=sources[0])
            read.attempts.append(one)
        times = Counter(archive.challenge for archive in found.archives)
        for archive in found.archives:
            source = _source(place, archive.path)
            inner = replace(
                place, folder=archive.path, source=source, only=archive.challenge or place.only,
                pattern=_of_several(pattern, archive) if times[archive.challenge] > 1 else pattern,
            )  # fmt: skip
            if place.archives >= NESTED:
                raise Rejected(
                    _("The archive holds archives in archives: {file}.").format(file=source),
                    hint=_("Hand in one zip; python -m grader pack makes one."),
                )
            if archive.challenge is None or self.numbering.is_asked(archive.challenge):
                self._guarded(student, inner, read)

    def _read_loose(self, student: str, entries: Sequence[Entry], read: Read) -> None:
        """Put the single files of one student, which a platform scattered, into a folder."""
        first = min(entries, key=lambda entry: entry.source)
        folder = self._fresh()
        place = _Place(folder, first.source, first.challenge, Budget(), pattern=_pattern(first))
        late = tuple(dict.fromkeys(note for entry in entries for note in _late(entry)))
        newest: dict[tuple[str, ...], Entry] = {}
        try:
            for entry in sorted(entries, key=lambda entry: (entry.order, entry.source)):
                name = original_name(entry.file) if entry.from_canvas else entry.file
                newest[parts_of(name)] = entry
            folder.mkdir(mode=0o700)
            sink = Sink(folder, place.budget, MOST_BYTES)
            for parts, entry in newest.items():
                sink.write(parts, _content(entry))
            self._look(student, replace(place, pattern=replace(place.pattern, notes=late)), read)
        except Rejected as rejection:
            slug = first.challenge.slug if first.challenge else None
            read.refused.append(Refused(student, first.source, rejection.finding, slug))

    def _fresh(self) -> Path:
        """Return the name of a folder that is not there yet."""
        return self.into / f"{next(self.numbers):05d}"


def _pattern(entry: Entry) -> Attempt:
    series = "canvas" if entry.from_canvas else "moodle" if entry.number else "by hand"
    return Attempt("", Path(), "", order=entry.order, series=series)


def _of_several(pattern: Attempt, archive: Archive) -> Attempt:
    """Let the number that a name ends with tell the order of archives that lie side by side."""
    stem = stem_of(archive.path.name) or ""
    return replace(pattern, order=(copy_number(stem),), series=f"copies {archive.path.parent}")


def _late(entry: Entry) -> tuple[Finding, ...]:
    return (Finding(_("Canvas marked this hand-in as late.")),) if entry.late else ()


def _by_challenge(found: Found) -> dict[str, list[Work]]:
    works: dict[str, list[Work]] = {}
    for work in found.works:
        works.setdefault(work.challenge.slug, []).append(work)
    return works


def _source(place: _Place, path: Path) -> str:
    """Return a path as it lies in what was handed in."""
    inside = path.relative_to(place.folder).as_posix()
    return place.source if inside == "." else f"{place.source}/{plain(inside)}"


def _content(entry: Entry) -> Iterator[bytes]:
    if entry.path.is_symlink() or not entry.path.is_file():
        raise _link(entry.source)
    try:
        with entry.path.open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk
    except OSError as error:
        raise Rejected(
            _("{file} cannot be read.").format(file=entry.source),
            found=error.strerror,
            hint=_("Check that the file exists and that you may read it."),
        ) from error


def _link(source: str) -> Rejected:
    return Rejected(
        _("{file} is a link, and is not followed.").format(file=source),
        hint=_("Put the folder or the file itself in its place."),
    )


def _nothing(place: _Place, numbering: Numbering) -> Rejected:
    try:
        names = sorted(plain(path.name) for path in place.folder.iterdir())
    except OSError:
        names = []
    wanted = ", ".join(str(challenge.number) for challenge in numbering.asked)
    return Rejected(
        _("There is no work for challenge {numbers} in {source}.").format(
            numbers=wanted, source=place.source
        ),
        found=", ".join(names[:8]) or _("an empty folder"),
        hint=_("A folder such as {slug} is looked for, or the files themselves.").format(
            slug=numbering.asked[0].slug if numbering.asked else "05_save_to_s3"
        ),
    )
