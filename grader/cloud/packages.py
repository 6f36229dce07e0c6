"""Unpacked code of functions and layers, each package once."""

from __future__ import annotations

import errno
import hashlib
import io
import lzma
import threading
import zipfile
import zlib
from pathlib import Path

from grader.sandbox.cells import remove_tree

_DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError,
    NotImplementedError, RuntimeError,  # an unknown compression, a password
    ValueError,  # a name that no file can have
)  # fmt: skip
_OF_THE_ZIP = frozenset(
    {
        None,  # bz2 tells damage by an OSError without a number
        errno.EEXIST, errno.EFBIG, errno.EILSEQ, errno.EINVAL, errno.EISDIR, errno.ELOOP,
        errno.ENAMETOOLONG, errno.ENOTDIR,
    }
)  # fmt: skip
"""Errors of the system that names and sizes in a zip bring about; others are the machine's."""


class DamagedPackage(Exception):
    """A package that cannot be unpacked; says why."""


class PackageStore:
    """Folders by content: two functions with the same package share one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()

    def unpack(self, package: bytes) -> Path:
        """Return the folder that holds the files of a zip; DamagedPackage when it has none."""
        target = self.folder / hashlib.sha256(package).hexdigest()[:16]
        with self._lock:
            if not target.exists():
                half = target.with_suffix(".part")
                try:
                    _extract(package, half)
                except DamagedPackage:
                    remove_tree(half)
                    raise
                half.rename(target)
        return target


def _extract(package: bytes, folder: Path) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            folder.mkdir(parents=True, exist_ok=True)
            archive.extractall(folder)
    except _DAMAGED as error:
        raise DamagedPackage(str(error)) from error
    except OSError as error:
        if error.errno not in _OF_THE_ZIP:
            raise
        raise DamagedPackage(error.strerror or str(error)) from error
