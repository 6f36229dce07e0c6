"""Tar archives of students, packed with gzip or not."""

from __future__ import annotations

import gzip
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

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

_GZIP = b"\x1f\x8b"
_LARGEST_HEADER = 1 << 20
_LONGEST = 8 * MOST_BYTES
"""Bytes that are unpacked on the way, those of files that are not kept included."""
_BROKEN = (tarfile.TarError, EOFError, zlib.error, OSError, ValueError, OverflowError)


class _Guarded:
    """A stream that neither hands out a huge header nor goes on for ever."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        """Read ``size`` bytes. Raises Rejected where they are more than a header or a chunk."""
        if size < 0 or size > _LARGEST_HEADER or self._stream.tell() + size > _LONGEST:
            raise too_large()
        return self._stream.read(size)

    def seek(self, place: int) -> int:
        """Go to ``place``. Raises Rejected where it is too far away."""
        if place > _LONGEST:
            raise too_large()
        return self._stream.seek(place)

    def tell(self) -> int:
        """Return the place."""
        return self._stream.tell()


def unpack_tar(path: Path, sink: Sink) -> None:
    """Write the files of the archive ``path``. Raises Rejected; OSError when it cannot write."""
    if path.stat().st_size > MOST_BYTES:
        raise too_large()
    with path.open("rb") as file:
        packed = file.read(2) == _GZIP
        file.seek(0)
        stream = cast(IO[bytes], gzip.GzipFile(fileobj=file)) if packed else cast(IO[bytes], file)
        archive = _opened(_Guarded(stream))
        members = _members(archive)
        sink.budget.expect(len(members))
        for parts, member in members.items():
            if any(parts[:n] in members for n in range(1, len(parts))):
                raise clash("/".join(parts))
            sink.write(parts, _content(archive, member))


def _opened(stream: _Guarded) -> tarfile.TarFile:
    try:
        return tarfile.TarFile(
            fileobj=cast(IO[bytes], stream), encoding="utf-8", errors="surrogateescape"
        )
    except _BROKEN as error:
        raise damaged(error) from error


def _members(archive: tarfile.TarFile) -> dict[tuple[str, ...], tarfile.TarInfo]:
    every = list(_listed(archive))
    environments = environments_among(parts for parts, _member in every)
    members = {}
    for parts, member in every:
        if not parts or is_of_no_use(parts, environments) or member.isdir():
            continue
        if not member.isreg():
            raise no_regular_file("/".join(parts))
        members[parts] = member
    return members


def _listed(archive: tarfile.TarFile) -> Iterator[tuple[tuple[str, ...], tarfile.TarInfo]]:
    found = 0
    while True:
        try:
            member = archive.next()
        except _BROKEN as error:
            raise damaged(error) from error
        if member is None:
            return
        found += 1
        if found > MOST_MEMBERS:
            raise too_many(MOST_MEMBERS)
        yield parts_of(decoded_name(member.name.encode("utf-8", "surrogateescape"))), member


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Iterator[bytes]:
    try:
        stream = archive.extractfile(member)
        while stream is not None and (chunk := stream.read(CHUNK)):
            yield chunk
    except _BROKEN as error:
        raise damaged(error) from error
