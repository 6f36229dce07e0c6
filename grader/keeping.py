"""Small files that are never half written."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Write ``text`` to ``path``, all of it or nothing. Raises OSError."""
    # As text files are written on this system: with its own ends of lines.
    write_whole_bytes(path, text.replace("\n", os.linesep).encode())


def write_whole_bytes(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path``, all of it or nothing. Raises OSError."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
