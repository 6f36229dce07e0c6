"""A package on disk: its files, and which of them an address means."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

_FOLDERS = ("", "dist", "build", "build/global", "lib", "umd")
_ENTRIES = ("unpkg", "jsdelivr", "browser", "main")


@dataclass(frozen=True)
class Package:
    """One version of an npm package; ``folder`` holds what its tarball holds."""

    name: str
    version: str
    folder: Path

    @cached_property
    def files(self) -> frozenset[str]:
        """Every file, relative and with forward slashes."""
        return frozenset(
            one.relative_to(self.folder).as_posix()
            for one in self.folder.rglob("*")
            if one.is_file()
        )

    def find(self, file: str, *, as_module: bool = False) -> str | None:
        """Return the file that a CDN serves as ``file`` ("" is the package's entry), or None.

        CDNs minify what packages do not bring minified; the plain file stands for it here.
        """
        if not file:
            return self._entry(as_module=as_module)
        for name in dict.fromkeys((file, re.sub(r"\.min(\.\w+)$", r"\1", file))):
            for folder in _FOLDERS:
                if (path := posixpath.join(folder, name)) in self.files:
                    return path
            for extension in (".js", ".mjs"):
                if name + extension in self.files:
                    return name + extension
            ends = sorted((one for one in self.files if one.endswith("/" + name)), key=len)
            if ends:
                return ends[0]
        return None

    def read(self, file: str) -> bytes:
        """Return a file's content. Raises OSError."""
        return (self.folder / file).read_bytes()

    def range_of(self, dependency: str) -> str | None:
        """Return the version of another package that this one asks for, as far as it is simple."""
        for key in ("dependencies", "peerDependencies"):
            listed = self._description.get(key)
            asked = listed.get(dependency) if isinstance(listed, dict) else None
            if isinstance(asked, str):
                found = re.match(r"\s*(?:>=\s*)?([~^]?\d[\w.+-]*)", asked)
                return found[1] if found else None
        return None

    def _entry(self, *, as_module: bool) -> str | None:
        candidates = self._module_entries() if as_module else ()
        for name in (*candidates, *self._entries(), "index.js"):
            path = posixpath.normpath(name)
            for one in (path, path + ".js", posixpath.join(path, "index.js")):
                if one in self.files:
                    return one
        return None

    @cached_property
    def _description(self) -> dict[str, object]:
        try:
            found = json.loads(self.read("package.json"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _entries(self) -> Iterator[str]:
        for key in _ENTRIES:
            name = self._description.get(key)
            if isinstance(name, str):
                yield name

    def _module_entries(self) -> Iterator[str]:
        yield from _imports(self._description.get("exports"))
        module = self._description.get("module")
        if isinstance(module, str):
            yield module
        for name in self._entries():
            yield re.sub(r"\.js$", ".esm.js", name)
            yield re.sub(r"\.js$", ".mjs", name)


def _imports(exports: object) -> Iterator[str]:
    """Yield what "exports" offers to ``import`` of the package itself, the likeliest first."""
    if isinstance(exports, str):
        yield exports
    elif isinstance(exports, dict):
        for key in (".", "browser", "import", "module", "default"):
            yield from _imports(exports.get(key))
