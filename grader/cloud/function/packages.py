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


def show_only(own: Sequence[str], runtime_folders: Sequence[str], ours: Sequence[str]) -> None:
    """Make ``own`` and the runtime packages importable and hide what is ours."""
    sys.path[:] = [*own, *(entry for entry in sys.path if entry not in ours)]
    sys.meta_path.append(RuntimePackages(runtime_folders))
    for name in [name for name in sys.modules if name.partition(".")[0] == "grader"]:
        del sys.modules[name]
    _forget_shadowed(own)
    sys.path_importer_cache.clear()


def _forget_shadowed(own: Sequence[str]) -> None:
    """Drop preloaded runtime packages when the function packages one of them itself."""
    if any((Path(folder) / name).exists() for folder in own for name in RUNTIME_PACKAGES):
        for name in [name for name in sys.modules if name.partition(".")[0] in RUNTIME_PACKAGES]:
            del sys.modules[name]
