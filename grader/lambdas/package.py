"""A Lambda's package: the zip that was deployed, or one made from the submission's files."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from grader import packing
from grader.locale import _
from grader.submission import Submission

DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError,
    KeyError, ValueError, RuntimeError, NotImplementedError,
)  # fmt: skip
"""What reading a zip of a student can raise."""
UNPACKED_LIMIT = 250 * 1024 * 1024
"""Bytes: AWS's own limit for an unpacked package."""


@dataclass(frozen=True)
class Package:
    """The bytes of a zip; ``origin`` says in the submission's words where it is from."""

    content: bytes
    origin: str

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the files inside; empty when it is no zip."""
        try:
            with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
                return tuple(n.replace("\\", "/") for n in archive.namelist() if n[-1:] != "/")
        except DAMAGED:
            return ()

    def read(self, name: str) -> bytes | None:
        """Return a file of the package, or None."""
        try:
            with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
                if archive.getinfo(name).file_size > UNPACKED_LIMIT:
                    return None
                return archive.read(name)
        except DAMAGED:
            return None

    def holds_module(self, handler: str) -> bool:
        """Whether the module that ``handler`` ("folder/module.function") names is inside."""
        return module_file(handler) in self.names or package_file(handler) in self.names

    def buried(self, handler: str) -> str | None:
        """Return the handler's file where it lies in a folder of the zip, not at its top."""
        file = module_file(handler)
        return next((name for name in self.names if name.endswith(f"/{file}")), None)


def how_to_name(handler: str, package: Package | None) -> str:
    """Return what to try next where a package does not hold its handler."""
    buried = package.buried(handler) if package else None
    if buried:
        return _("{file} lies in a folder of the zip: zip the file itself, not its folder.").format(
            file=buried
        )
    return _("Name the file and the function as they are in the zip, without .py.")


def module_file(handler: str) -> str:
    """Return the file of a handler's module: ``pkg.mod.fn`` and ``pkg/mod.fn`` → ``pkg/mod.py``."""
    return handler.rpartition(".")[0].replace(".", "/") + ".py"


def package_file(handler: str) -> str:
    """Return the file when a handler's module is a package: ``pkg.fn`` → ``pkg/__init__.py``."""
    return handler.rpartition(".")[0].replace(".", "/") + "/__init__.py"


def top_module(handler: str) -> str:
    """Return the first part of a handler's module: ``pkg/mod.fn`` → ``pkg``."""
    return handler.rpartition(".")[0].replace("/", ".").split(".")[0]


def zipped(files: Mapping[str, bytes], origin: str) -> Package:
    """Make a package of ``files``; the same files always make the same bytes."""
    return Package(packing.zipped(dict(sorted(files.items())), level=6, mode=0o644), origin)


def of_files(submission: Submission, files: Iterable[str], base: str, origin: str) -> Package:
    """Make a package of the submission's ``files``, their names relative to folder ``base``."""
    prefix = "" if base in {"", "."} else base.rstrip("/") + "/"
    return zipped(
        {
            file.removeprefix(prefix): submission.content(file)
            for file in files
            if file.startswith(prefix)
        },
        origin,
    )


def of_folder_of(submission: Submission, file: str) -> Package:
    """Make a package of the folder that holds ``file``: what archiving that folder would give."""
    base = str(PurePosixPath(file).parent)
    inside = [f for f in submission.files if base == "." or f.startswith(base + "/")]
    wanted = [f for f in inside if not f.endswith((".zip", ".tf", ".tfvars"))]
    return of_files(submission, wanted, base, file)
