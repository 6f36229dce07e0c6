"""Taking everything that is kept to a machine without a network."""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from pathlib import Path, PurePosixPath

from grader.assets.store import FILES_LIMIT, AssetStore

_LIMIT = 2 * 1024**3
"""Bytes that an archive may hold unpacked."""


class NotCarried(Exception):
    """An archive cannot be written or taken; the message says why."""


def export_to(store: AssetStore, file: Path) -> int:
    """Write every stored file to a zip; return how many. Raises NotCarried."""
    found = [path for path in sorted(store.folder.rglob("*")) if path.is_file()]
    building = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with zipfile.ZipFile(building, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in found:
                archive.write(path, path.relative_to(store.folder).as_posix())
        building.replace(file)
    except OSError as error:
        building.unlink(missing_ok=True)
        raise NotCarried(f"{file}: {error.strerror or error}") from error
    return len(found)


def import_from(store: AssetStore, file: Path) -> int:
    """Take the folders of a zip that are not kept yet; return how many. Raises NotCarried."""
    store.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".building-", dir=store.folder) as building:
        try:
            _unpack(file, Path(building))
        except (OSError, zipfile.BadZipFile) as error:
            raise NotCarried(f"{file}: {error}") from error
        return sum(_take(one, store.folder / one.name) for one in Path(building).iterdir())


def _unpack(file: Path, folder: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        members = [one for one in archive.infolist() if not one.is_dir()]
        if len(members) > FILES_LIMIT * 10 or sum(one.file_size for one in members) > _LIMIT:
            raise zipfile.BadZipFile("it holds too much")
        for member in members:
            path = PurePosixPath(member.filename)
            if path.is_absolute() or ".." in path.parts or len(path.parts) < 2:
                raise zipfile.BadZipFile(f"it was not made by assets --export: {path}")
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(member) as source, target.open("wb") as written:
                shutil.copyfileobj(source, written)


def _take(folder: Path, place: Path) -> int:
    if not place.exists():
        folder.rename(place)
        return 1
    if place.name != "files":
        return 0
    fresh = [one for one in folder.iterdir() if not (place / one.name).exists()]
    for one in fresh:
        one.rename(place / one.name)
    return len(fresh)
