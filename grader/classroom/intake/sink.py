"""The only way from an archive to the disk: regular files, below one folder, within a budget."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from grader.locale import _
from grader.submission import MAX_BYTES, MAX_FILES, Rejected

MOST_FILES = 4 * MAX_FILES
MOST_BYTES = 4 * MAX_BYTES
"""Of all that one student hands in at once: several challenges, and media that do not count."""
MOST_MEMBERS = 60_000
"""Entries that an archive may list, those that are not unpacked included."""
RATIO = 100
"""Bytes unpacked for one packed; beyond a submission's size more is a bomb."""
CHUNK = 1 << 16

_CLASHES = frozenset({errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG, errno.EINVAL})


@dataclass
class Budget:
    """What one student may still unpack; nested archives share it."""

    files: int = MOST_FILES
    bytes: int = MOST_BYTES

    def expect(self, files: int) -> None:
        """Raise Rejected when ``files`` are more than there are left."""
        if files > self.files:
            raise too_many(MOST_FILES)

    def spend_file(self) -> None:
        """Take one file. Raises Rejected when there is none left."""
        self.expect(1)
        self.files -= 1

    def spend(self, size: int) -> None:
        """Take ``size`` bytes. Raises Rejected when there are not as many left."""
        self.bytes -= size
        if self.bytes < 0:
            raise too_large()


@dataclass
class Sink:
    """A fresh private folder that an archive of ``packed`` bytes is unpacked into."""

    folder: Path
    budget: Budget
    packed: int
    written: int = 0

    def write(self, parts: tuple[str, ...], chunks: Iterable[bytes]) -> None:
        """Write one file. Raises Rejected beyond a limit, OSError when the disk is full."""
        self.budget.spend_file()
        target = self.folder.joinpath(*parts)
        try:
            self._make(target.parent)
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
            flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
            handle = os.open(target, flags, 0o600)
        except OSError as error:
            if error.errno in _CLASHES:
                raise clash("/".join(parts)) from error
            raise
        with os.fdopen(handle, "wb") as file:
            for chunk in chunks:
                self._count(len(chunk))
                file.write(chunk)

    def _make(self, folder: Path) -> None:
        """Make a folder and those above it, all of them private."""
        if folder != self.folder and not folder.is_dir():
            self._make(folder.parent)
            folder.mkdir(mode=0o700)

    def _count(self, size: int) -> None:
        self.budget.spend(size)
        self.written += size
        if self.written > MAX_BYTES and self.written > RATIO * self.packed:
            raise Rejected(
                _("The archive unpacks to more than {n} times its size.").format(n=RATIO),
                hint=_("Hand in only the files of the challenge."),
            )


def clash(name: str) -> Rejected:
    """Return the refusal of an archive in which a name stands twice, or for file and folder."""
    return Rejected(
        _("Two entries of the archive want the same place: {name}.").format(name=name[:200]),
        hint=_("Pack again with python -m grader pack; names must differ in more than case."),
    )


def too_many(most: int) -> Rejected:
    """Return the refusal of more than ``most`` files."""
    return Rejected(
        _("The archive holds more than {n} files.").format(n=most),
        hint=_("Hand in only the files of the challenge, as python -m grader pack does."),
    )


def too_large() -> Rejected:
    """Return the refusal of too many bytes."""
    return Rejected(
        _("The archive holds more than {n} MB.").format(n=MOST_BYTES // 2**20),
        hint=_("Hand in only the files of the challenge, as python -m grader pack does."),
    )


def damaged(reason: object) -> Rejected:
    """Return the refusal of an archive that cannot be read."""
    return Rejected(
        _("The archive is damaged, or is none."),
        found=str(reason)[:200] or None,
        hint=_("Hand it in again; python -m grader pack makes a zip that fits."),
    )


def no_regular_file(name: str) -> Rejected:
    """Return the refusal of a link, a device and the like."""
    return Rejected(
        _("{file} in the archive is a link or a device.").format(file=name[:200]),
        hint=_("Hand in only regular files; replace a link by a copy."),
    )
