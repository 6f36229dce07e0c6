"""Zips of students, of any origin: Windows, macOS, or a hostile hand."""

from __future__ import annotations

import contextlib
import mmap
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from grader.classroom.intake.names import (
    decoded_name,
    environments_among,
    is_of_no_use,
    parts_of,
)
from grader.classroom.intake.sink import (
    CHUNK,
    MOST_BYTES,
    MOST_MEMBERS,
    Sink,
    clash,
    damaged,
    no_regular_file,
    too_large,
    too_many,
)
from grader.lambdas.package import DAMAGED
from grader.locale import _
from grader.submission import Rejected

_ENTRY = b"PK\x01\x02"
_SAID_UTF_8 = 0x800
_UNICODE_PATH = 0x7075
_ENCRYPTED = 0x1 | 0x40
_REGULAR = (0, stat.S_IFREG, stat.S_IFDIR)

Members = Mapping[tuple[str, ...], zipfile.ZipInfo]


def unpack_zip(path: Path, sink: Sink) -> None:
    """Write the files of the zip ``path``. Raises Rejected; OSError when it cannot be written."""
    _require_few_entries(path)
    try:
        archive = zipfile.ZipFile(path)
    except DAMAGED as error:
        raise damaged(error) from error
    with archive:
        members = _members(archive)
        sink.budget.expect(len(members))
        for parts, info in members.items():
            sink.write(parts, _content(archive, info))


def _require_few_entries(path: Path) -> None:
    """Refuse a zip whose list alone would fill the memory, before it is read."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise too_large()
    if size == 0:
        raise damaged(_("an empty file"))
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        found, place = 0, content.find(_ENTRY)
        while place >= 0:
            found += 1
            if found > MOST_MEMBERS:
                raise too_many(MOST_MEMBERS)
            place = content.find(_ENTRY, place + 4)


def _members(archive: zipfile.ZipFile) -> Members:
    """Return the files that are to be unpacked; of two with one name the last, as unzip has it."""
    every = [(parts_of(_name(info)), info) for info in archive.infolist()]
    environments = environments_among(parts for parts, _info in every)
    members = {}
    for parts, info in every:
        if not parts or is_of_no_use(parts, environments):
            continue
        if stat.S_IFMT(info.external_attr >> 16) not in _REGULAR:
            raise no_regular_file("/".join(parts))
        if _is_folder(info):
            continue
        if info.flag_bits & _ENCRYPTED:
            raise Rejected(
                _("The zip is encrypted."), hint=_("Hand it in again without a password.")
            )
        members[parts] = info
    for parts in members:
        if any(parts[:n] in members for n in range(1, len(parts))):
            raise clash("/".join(parts))
    return members


def _name(info: zipfile.ZipInfo) -> str:
    """Return a member's name, whose encoding the zip states or leaves to be guessed."""
    if info.flag_bits & _SAID_UTF_8:
        return info.orig_filename
    raw = info.orig_filename.encode("cp437")
    return _unicode_path(info.extra, raw) or decoded_name(raw)


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """Return the name in UTF-8 that WinRAR and others put beside the one in ``raw``."""
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and field[:5] == struct.pack("<BI", 1, zlib.crc32(raw)):
            with contextlib.suppress(UnicodeDecodeError):
                return field[5:].decode("utf-8")
    return None


def _is_folder(info: zipfile.ZipInfo) -> bool:
    return (
        info.orig_filename.endswith(("/", "\\"))
        or stat.S_IFMT(info.external_attr >> 16) == stat.S_IFDIR
    )


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    try:
        with archive.open(info) as stream:
            yield from _chunks(stream)
    except DAMAGED as error:
        raise damaged(error) from error


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    while chunk := stream.read(CHUNK):
        yield chunk
