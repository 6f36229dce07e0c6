"""What a function can import: the standard library, its own files and layers, boto3."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType

RUNTIME_PACKAGES = ("boto3", "botocore", "s3transfer", "jmespath", "dateutil", "six", "urllib3")
"""Third-party packages that AWS's Python runtimes bring along."""

_LOADED_ON_AWS = frozenset(sys.builtin_module_names) | {
    "abc", "base64", "codecs", "collections", "contextlib", "copy", "datetime", "decimal", "email",
    "enum", "functools", "http", "importlib", "inspect", "io", "json", "linecache", "logging",
    "numbers", "operator", "os", "re", "signal", "site", "socket", "ssl", "string", "threading",
    "token", "tokenize", "traceback", "types", "typing", "urllib", "uuid", "warnings", "weakref",
    "time_machine", "zoneinfo",
}  # fmt: skip


class RuntimePackages(MetaPathFinder):
    """Finds boto3 and what it needs, and nothing else of the environment they live in."""

    def __init__(self, folders: Sequence[str]) -> None:
        self._folders = list(folders)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find a top-level runtime package that the function does not bring itself."""
        if path is None and fullname in RUNTIME_PACKAGES:
            return PathFinder.find_spec(fullname, self._folders, target)
        return None


def search_path(task_root: Path, layers: Sequence[Path], python_path: str) -> list[str]:
    """Return what comes before the standard library on a function's path, as on AWS."""
    folders = [task_root]
    for layer in layers:
        folders += sorted(layer.glob("python/lib/python3*/site-packages"))
        folders += [layer / "python", layer]
    own = [str(folder) for folder in folders if folder.is_dir()]
    extra = [_inside(entry, task_root) for entry in python_path.split(":") if entry]
    return [*own, *(entry for entry in extra if entry not in own)]


def _inside(entry: str, task_root: Path) -> str:
    for root in ("/var/task", "."):
        if entry == root or entry.startswith(root + "/"):
            return str(task_root / entry[len(root) :].lstrip("/"))
    return entry


def offer_runtime_packages(folders: Sequence[str]) -> None:
    """Make the runtime packages importable, after everything else."""
    sys.meta_path.append(RuntimePackages(folders))


def show_only(own: Sequence[str], ours: Sequence[str]) -> None:
    """Make ``own`` importable and hide what is ours."""
    sys.path[:] = [*own, *(entry for entry in sys.path if entry not in ours)]
    for name in [name for name in sys.modules if name.partition(".")[0] == "grader"]:
        del sys.modules[name]
    _forget_shadowed(own)
    sys.path_importer_cache.clear()


def _forget_shadowed(own: Sequence[str]) -> None:
    """Drop preloaded modules of which the function brings its own.

    A packaged boto3, or a file `queue.py`, comes first on AWS too; what AWS's runtime itself has
    loaded by then stays.
    """
    folders = [Path(folder) for folder in own if Path(folder).is_dir()]
    brought = {Path(entry.name).stem for folder in folders for entry in folder.iterdir()}
    shadowed = brought - _LOADED_ON_AWS
    if shadowed & set(RUNTIME_PACKAGES):
        shadowed |= set(RUNTIME_PACKAGES)
    for name in [name for name in sys.modules if name.partition(".")[0] in shadowed]:
        del sys.modules[name]
