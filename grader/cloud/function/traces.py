"""What a student is told about an exception: their own frames, with paths from their package."""

from __future__ import annotations

import linecache
import os
import traceback
from types import TracebackType
from typing import Any

_MOST_FRAMES = 20
_LONGEST_MESSAGE = 8192
_LONGEST_LINE = 1000
_LONGEST_NAME = 200


def describe(error: BaseException, task_root: str) -> dict[str, Any]:
    """Return type, message and the student's frames of ``error``."""
    frames = [*_frames(error.__traceback__, task_root), *_syntax_frame(error, task_root)]
    return {
        "type": type(error).__name__[:_LONGEST_NAME],
        "message": message_of(error),
        "frames": frames[-_MOST_FRAMES:],
    }


def message_of(error: BaseException) -> str:
    """Return the words of ``error``, even when its own `__str__` fails."""
    try:
        text = str(error)
    except Exception as broken:  # the student's own code: whatever it raises is part of the story
        text = f"<{type(broken).__name__} in {type(error).__name__}.__str__>"
    return text[:_LONGEST_MESSAGE]


def _frames(trace: TracebackType | None, task_root: str) -> list[dict[str, Any]]:
    found = (
        own_frame(frame.f_code.co_filename, line, frame.f_code.co_name, task_root)
        for frame, line in traceback.walk_tb(trace)
    )
    return [frame for frame in found if frame is not None]


def own_frame(filename: str, line: int, function: str, task_root: str) -> dict[str, Any] | None:
    """Return a frame for the record; None for files that the student did not write."""
    file = relative(filename, task_root)
    if file is None or file.split("/")[0] in _packaged_libraries(task_root):
        return None
    text = linecache.getline(filename, line).strip()[:_LONGEST_LINE]
    return {"file": file, "line": line, "function": function[:_LONGEST_NAME], "text": text}


def _syntax_frame(error: BaseException, task_root: str) -> list[dict[str, Any]]:
    if not isinstance(error, SyntaxError) or not error.filename:
        return []
    file = relative(error.filename, task_root)
    if file is None:
        return []
    text = (error.text or "").strip()[:_LONGEST_LINE]
    return [{"file": file, "line": error.lineno or 0, "function": "<module>", "text": text}]


def relative(filename: str, task_root: str) -> str | None:
    """Return ``filename`` from the package's root, with slashes; None when it lies elsewhere.

    What a function told of itself may climb out of the root again, and names no file of its own.
    """
    if not filename.startswith(task_root + os.sep) or os.path.normpath(filename) != filename:
        return None
    return filename[len(task_root) + 1 :].replace(os.sep, "/")


def _packaged_libraries(task_root: str) -> frozenset[str]:
    """Return top-level names that a package manager put into the package."""
    names: set[str] = set()
    try:
        entries = os.listdir(task_root)  # noqa: PTH208 - names only
    except OSError:
        return frozenset()
    for entry in entries:
        if entry.endswith(".dist-info"):
            names |= _top_level(os.path.join(task_root, entry, "RECORD"))  # noqa: PTH118
    return frozenset(names)


def _top_level(record: str) -> set[str]:
    try:
        with open(record, encoding="utf-8", errors="replace") as lines:  # noqa: PTH123
            return {line.split(",")[0].split("/")[0] for line in lines}
    except OSError:
        return set()
