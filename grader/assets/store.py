"""The packages that were fetched, in the user's cache."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from grader.assets.address import LATEST, Wanted
from grader.assets.download import NotFetched
from grader.assets.modules import entry_module, file_module
from grader.assets.npm import Tarball
from grader.assets.package import Package
from grader.assets.ranges import best

FILES_LIMIT = 20_000
UNPACKED_LIMIT = 200 * 1024 * 1024
_LEFT_OUT = (".map", ".ts", ".md", ".scss", ".less", ".flow")
"""Ends of names that no page loads."""
_RECORD = ".groundtrack.json"


class AssetStore:
    """Packages by name and version, each in a folder that appears whole or not at all."""

    def __init__(self, folder: Path) -> None:
        """``folder`` need not be there yet."""
        self.folder = folder

    def package(self, name: str, range: str) -> Package | None:
        """Return the best stored version in a range, or None."""
        version = best(self.versions(name), range or LATEST)
        return None if version is None else Package(name, version, self._place(name, version))

    def versions(self, name: str) -> tuple[str, ...]:
        """Return the stored versions of a package."""
        head = self._place(name, "").name
        try:
            folders = [one.name for one in self.folder.iterdir()]
        except OSError:
            return ()
        return tuple(sorted(one.removeprefix(head) for one in folders if one.startswith(head)))

    def find(self, wanted: Wanted) -> tuple[Package, str] | None:
        """Return the package and the file in it that an address names, where it is stored."""
        package = self.package(wanted.package, wanted.range)
        file = package and package.find(wanted.file, as_module=wanted.as_module)
        return (package, file) if package and file else None

    def content(self, wanted: Wanted) -> bytes | None:
        """Return the file that an address names, or None where it is not stored."""
        found = self.find(wanted)
        if found is None:
            return None
        package, file = found
        if not wanted.as_module or not file.endswith((".js", ".mjs", ".cjs")):
            return package.read(file)
        is_itself = wanted.file == file
        return (file_module if is_itself else entry_module)(package, file).encode()

    def add(self, tarball: Tarball) -> Package:
        """Unpack a tarball. Raises NotFetched where it is damaged, too large or cannot be kept."""
        place = self._place(tarball.name, tarball.version)
        if not place.is_dir():
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
                self._unpack(tarball, place)
            except (OSError, tarfile.TarError, EOFError) as error:
                raise NotFetched(f"{tarball.name} cannot be kept: {error}") from error
        return Package(tarball.name, tarball.version, place)

    def file(self, url: str) -> bytes | None:
        """Return a single file that was fetched by its address, or None."""
        try:
            return self.place_of_file(url).read_bytes()
        except OSError:
            return None

    def add_file(self, url: str, content: bytes) -> None:
        """Keep a single file. Raises NotFetched."""
        path = self.place_of_file(url)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            building = path.with_suffix(f".{os.getpid()}")
            building.write_bytes(content)
            building.replace(path)
        except OSError as error:
            raise NotFetched(f"{url} cannot be kept: {error}") from error

    def place_of_file(self, url: str) -> Path:
        """Return where a single file is kept, whether or not it is there."""
        return self.folder / "files" / hashlib.sha256(url.encode()).hexdigest()

    def stored(self) -> Iterator[Package]:
        """Yield every package."""
        for place in sorted(self.folder.glob(f"*@*/{_RECORD}")):
            about = json.loads(place.read_text(encoding="utf-8"))
            yield Package(about["name"], about["version"], place.parent)

    def _place(self, name: str, version: str) -> Path:
        return self.folder / f"{name.replace('/', '+').lstrip('@')}@{version}"

    def _unpack(self, tarball: Tarball, place: Path) -> None:
        building = Path(tempfile.mkdtemp(prefix=".building-", dir=self.folder))
        try:
            _extract(tarball.content, building)
            record = {
                "name": tarball.name,
                "version": tarball.version,
                "integrity": tarball.integrity,
            }
            (building / _RECORD).write_text(json.dumps(record), encoding="utf-8")
            with contextlib.suppress(FileExistsError, OSError):  # another grader was faster
                building.rename(place)
            if not place.is_dir():
                raise OSError(f"{place} cannot be made")
        finally:
            shutil.rmtree(building, ignore_errors=True)


def _extract(content: bytes, folder: Path) -> None:
    """Write a tarball's regular files below ``folder``, without their first folder."""
    size = 0
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:gz") as archive:
        for number, member in enumerate(archive):
            parts = PurePosixPath(member.name).parts[1:]
            if not member.isfile() or not parts or ".." in parts or parts[-1].endswith(_LEFT_OUT):
                continue
            size += member.size
            if number > FILES_LIMIT or size > UNPACKED_LIMIT:
                raise tarfile.TarError("it holds too much")
            target = folder.joinpath(*parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            reader = archive.extractfile(member)
            if reader is not None:
                with target.open("xb") as file:
                    shutil.copyfileobj(reader, file)
