"""How a Python child of ours is started: isolated, without `site`, seeing only named packages."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterable
from pathlib import Path

import grader

PROJECT = Path(grader.__file__).resolve().parent.parent
"""The folder that holds the package `grader`."""

GARBAGE = (50_000, 20, 20)
"""Thresholds of the collector in programs of ours: loading botocore with Python's own would look
through everything again and again, which takes a sixth of the time."""
_BOOT = (
    "import gc, sys; gc.set_threshold(*{garbage}); "
    "sys.path.extend(sys.argv[1].split({separator!r})); del sys.argv[1]; "
    "from {module} import main; main()"
)


def package_folders(names: Iterable[str]) -> list[str]:
    """Return the folders that the top-level packages ``names`` would be imported from.

    Raises ModuleNotFoundError for a package that is not installed.
    """
    folders: list[str] = []
    for name in names:
        spec = importlib.util.find_spec(name)
        if spec is None or spec.origin is None:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        origin = Path(spec.origin)
        folder = str(origin.parent.parent if origin.stem == "__init__" else origin.parent)
        if folder not in folders:
            folders.append(folder)
    return folders


def package_paths(names: Iterable[str]) -> list[str]:
    """Return the folder or file of each of the top-level packages ``names``, C parts included.

    Raises ModuleNotFoundError for a package that is not installed.
    """
    paths: list[str] = []
    for name in names:
        for folder in package_folders([name]):
            paths += [str(path) for path in Path(folder).glob(f"{name}*")]
            paths += [str(path) for path in Path(folder).glob(f"_{name}*")]
    return list(dict.fromkeys(paths))


def import_folders(packages: Iterable[str] = ()) -> list[str]:
    """Return where a child imports from beside the standard library: this project, ``packages``."""
    return list(dict.fromkeys([str(PROJECT), *package_folders(packages)]))


def python_argv(module: str, *arguments: str, packages: Iterable[str] = ()) -> list[str]:
    """Return the command that runs ``main()`` of ``module`` in a fresh, isolated interpreter.

    The child imports from the standard library and from ``import_folders(packages)``; the
    environment, the user's folder and `.pth` files do not take part.
    """
    boot = _BOOT.format(separator=os.pathsep, module=module, garbage=GARBAGE)
    folders = os.pathsep.join(import_folders(packages))
    return [sys.executable, "-I", "-S", "-c", boot, folders, *arguments]
