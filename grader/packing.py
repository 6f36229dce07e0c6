"""Zips that are the same bytes on every machine: undated, with fixed modes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

FAST = 1
"""The level for what is unpacked at once."""
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_FILE = 0o100644


def zipped(files: Mapping[str, bytes], *, level: int = 9, mode: int = _FILE) -> bytes:
    """Return ``files``, contents by their names, as a zip in their order.

    ``level`` is zlib's, from 1 (fast) to 9 (small).
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.create_system = _UNIX
            entry.external_attr = mode << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED, level)
    return packed.getvalue()
