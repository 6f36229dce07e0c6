"""The folder of submissions: whose each of its entries is, by the name it bears.

Beside folders and archives that are named by hand, two platforms' downloads are known:

- Moodle, "Download all submissions" (mod/assign/classes/downloader.php): a folder
  ``Full Name_1234567_assignsubmission_file`` (with a further ``_`` before 4.1), or, without
  folders, files with that prefix. The number is the participant's in one assignment. Team
  submissions bear the group's name and number, blind ones ``Participant_1234``.
- Canvas, "Download Submissions" (lib/content_zipper.rb): files
  ``lastnamefirstname_LATE_1234_5678_file.zip`` with the user's number and the attachment's; the
  name has lost all but letters, LATE stands only where it was, and a name that was used before
  has ``-1`` before its ending. Anonymous ones begin ``anon_AbC12``.

Neither carries the time of handing in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from grader.classroom.intake.archives import stem_of
from grader.classroom.intake.numbering import Numbering
from grader.classroom.intake.work import COURSE
from grader.course import Challenge
from grader.exits import WrongUsage
from grader.locale import _
from grader.rubric import plain
from grader.submission import FOLDERS_LEFT_OUT

_MOODLE = re.compile(
    r"(?P<name>.+)_(?P<number>\d+)_assignsubmission_(?P<kind>[a-z]+)_?(?P<file>.*)"
)
_CANVAS = re.compile(
    r"(?:(?P<name>.+?)(?:_(?P<late>LATE))?_(?P<number>\d+)"
    r"|(?:(?P<late_too>LATE)_)?(?P<anonymous>anon_[A-Za-z0-9]+))"
    r"_(?P<attachment>\d{2,})_(?P<file>.+)"
)
_CANVAS_TEXT = re.compile(r".+?(?:_LATE)?_(?:\d+|anon_[A-Za-z0-9]+)_(?:text|link)\.html")
_AGAIN = re.compile(r"(?P<stem>.+?)-(?P<n>\d{1,2})(?P<ending>(?:\.[A-Za-z0-9]+)*)")
_COPY = re.compile(r"(?P<stem>.+?)\s*\((?P<n>\d{1,3})\)")
_NUMBERED_COPY = re.compile(r"(?P<stem>.+)-(?P<n>\d{1,2})")


@dataclass(frozen=True)
class Entry:
    """One entry of the folder: somebody's folder, archive or single file."""

    path: Path
    source: str
    """Relative to the folder of submissions, with forward slashes."""
    name: str
    """What names the student: an id, a name, or a name that Canvas shortened."""
    number: str = ""
    """The platform's own number for the student."""
    file: str = ""
    """The file's own name where a platform put all students' files into one folder."""
    order: tuple[int, ...] = ()
    """What tells the order of several of one student's; empty where nothing does."""
    challenge: Challenge | None = None
    late: bool = False
    """Whether the platform marked it so."""
    from_canvas: bool = False

    @property
    def is_loose(self) -> bool:
        """Whether it is one of several single files that belong together."""
        return bool(self.file) and stem_of(self.file) is None

    @property
    def folder(self) -> str:
        """What the entry is called in the folder of submissions."""
        return plain(self.path.name)


def listed(submissions: Path, numbering: Numbering) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """Return everybody's entries, and the names of those that are nobody's.

    Raises WrongUsage when the folder is no folder of submissions.
    """
    if submissions.is_file():
        raise WrongUsage(
            _("{path} is a file; unpack it, and name the folder.").format(path=submissions)
        )
    if not submissions.is_dir():
        raise WrongUsage(_("There is no folder {path}.").format(path=submissions))
    entries: list[Entry] = []
    ignored: list[str] = []
    clone = submissions / COURSE
    if clone.is_dir() and any(_challenge_on_top(path, numbering) for path in _inside(clone)):
        raise _of_one_student(submissions, COURSE)
    for path in _inside(submissions):
        challenge = _challenge_on_top(path, numbering)
        if challenge is None:
            _sort(path, path.name, numbering, None, entries, ignored)
            continue
        if numbering.is_project(path):
            raise _of_one_student(submissions, path.name)
        for inner in _inside(path):
            _sort(inner, f"{path.name}/{inner.name}", numbering, challenge, entries, ignored)
    return tuple(_numbered(entries)), tuple(plain(name) for name in ignored)


def _of_one_student(submissions: Path, name: str) -> WrongUsage:
    return WrongUsage(
        _("{path} holds the work of one student, such as {name}.").format(
            path=submissions, name=name
        )
        + " "
        + _("Name the folder that holds a folder, or a zip, for each student.")
    )


def _inside(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        raise WrongUsage(
            _("{path} cannot be read: {reason}").format(path=folder, reason=error.strerror)
        ) from error


def _challenge_on_top(path: Path, numbering: Numbering) -> Challenge | None:
    """Return the challenge whose hand-ins lie in ``path``, where a folder is named so in full."""
    if path.is_symlink() or not path.is_dir():
        return None
    return next((c for c in numbering.known if path.name.lower() == c.slug.lower()), None)


def _sort(
    path: Path,
    source: str,
    numbering: Numbering,
    challenge: Challenge | None,
    entries: list[Entry],
    ignored: list[str],
) -> None:
    """Put one path among the entries or among what is ignored."""
    entry = _entry(path, plain(source), numbering)
    if entry is None:
        ignored.append(source)
    else:
        entries.append(replace(entry, challenge=challenge or entry.challenge))


def _entry(path: Path, source: str, numbering: Numbering) -> Entry | None:
    name = plain(unicodedata.normalize("NFC", path.name))
    if name.startswith((".", "~$")) or name in FOLDERS_LEFT_OUT:
        return None
    moodle = _MOODLE.fullmatch(name)
    if moodle:
        if moodle["kind"] != "file":
            return None
        return Entry(path, source, moodle["name"], moodle["number"], file=moodle["file"])
    if path.is_dir():
        return _by_hand(Entry(path, source, name), name, numbering)
    if _CANVAS_TEXT.fullmatch(name):
        return None
    canvas = _CANVAS.fullmatch(name)
    if canvas:
        return Entry(
            path,
            source,
            canvas["name"] or canvas["anonymous"],
            canvas["number"] or "",
            file=canvas["file"],
            order=(int(canvas["attachment"]),),
            late=bool(canvas["late"] or canvas["late_too"]),
            from_canvas=True,
        )
    stem = stem_of(name)
    return _by_hand(Entry(path, source, stem), stem, numbering) if stem else None


def _by_hand(entry: Entry, name: str, numbering: Numbering) -> Entry:
    """Read a name that a person or a browser gave: "ana (1)", "ana_05_save_to_s3"."""
    copy = _COPY.fullmatch(name)
    order = (int(copy["n"]),) if copy else (0,)
    stem = copy["stem"] if copy else name
    ending = numbering.at_the_end(stem)
    before, challenge = ending or (stem, None)
    return replace(entry, name=before, order=order, challenge=challenge)


def _numbered(entries: list[Entry]) -> Iterator[Entry]:
    """Read "ana-1" as a second of "ana" only where there is an "ana"."""
    names = {entry.name for entry in entries}
    for entry in entries:
        again = _NUMBERED_COPY.fullmatch(entry.name)
        if again and not entry.number and again["stem"] in names:
            yield replace(entry, name=again["stem"], order=(int(again["n"]),))
        else:
            yield entry


def copy_number(stem: str) -> int:
    """Return the number at the end of a name that a browser gave: "05 (1)", "05-1"; else 0."""
    copy = _COPY.fullmatch(stem) or _NUMBERED_COPY.fullmatch(stem)
    return int(copy["n"]) if copy else 0


def original_name(file: str) -> str:
    """Return a file's name as it was before Canvas told it from an earlier one: "main.tf"."""
    again = _AGAIN.fullmatch(file)
    return again["stem"] + again["ending"] if again else file


def name_for(entry: Entry, entries: tuple[Entry, ...]) -> str:
    """Return the id of a student whom no class list names: the name, with the number if needed."""
    if entry.number and any(
        other.name == entry.name and other.number != entry.number
        for other in entries
        if other.path.parent == entry.path.parent
    ):
        return f"{entry.name}_{entry.number}"
    return entry.name
