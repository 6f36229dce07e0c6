"""AWS's fixed paths, `/tmp`, `/var/task` and `/opt`, lead into the cell.

Code often names them outright. Python's own file functions are redirected, on every system;
what goes past them (a C library with a path of its own) meets the sandbox's walls instead, so
nothing is ever left behind in the machine's real `/tmp`.
"""

from __future__ import annotations

import builtins
import io
import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any

_ONE_PATH = (
    "open", "mkdir", "listdir", "scandir", "stat", "lstat", "remove", "unlink", "rmdir", "chmod",
    "access", "truncate", "utime", "chdir", "readlink", "statvfs",
)  # fmt: skip
_TWO_PATHS = ("rename", "replace", "link", "symlink")
_CAPABILITIES = (
    os.supports_dir_fd, os.supports_fd, os.supports_follow_symlinks, os.supports_effective_ids,
)  # fmt: skip


def redirect(places: Mapping[str, str], true_paths: Sequence[str]) -> None:
    """Send paths below each key of ``places`` to the folder that it names.

    Paths below ``true_paths`` mean what they say, also where they lie in the real `/tmp`.
    """
    untouched = tuple(str(path) for path in true_paths)

    def real(path: Any) -> Any:
        try:
            text = os.fspath(path)
        except TypeError:
            return path
        if not isinstance(text, str):
            return path
        if text.startswith(untouched):
            return path
        plain = text.replace("\\", "/") if os.sep == "\\" else text
        for place, folder in places.items():
            if plain == place or plain.startswith(place + "/"):
                return folder + plain[len(place) :]
        return path

    for name in (*_ONE_PATH, *_TWO_PATHS):
        if hasattr(os, name):
            original = getattr(os, name)
            wrapper = _redirected(original, real, 2 if name in _TWO_PATHS else 1)
            setattr(os, name, wrapper)
            for capability in _CAPABILITIES:
                if original in capability:
                    capability.add(wrapper)
    builtins.open = io.open = _redirected(io.open, real, 1)


def _redirected(function: Any, real: Callable[[Any], Any], paths: int) -> Any:
    def redirected(*positional: Any, **named: Any) -> Any:
        moved = [real(value) for value in positional[:paths]]
        for name in ("path", "file", "src", "dst"):
            if name in named:
                named[name] = real(named[name])
        return function(*moved, *positional[paths:], **named)

    redirected.__name__ = redirected.__qualname__ = function.__name__
    redirected.__doc__ = function.__doc__
    return redirected
