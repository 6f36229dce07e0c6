"""What a job finds in its cache: certificates, the compiled grammar, files that pages load."""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from grader.assets.address import read_address
from grader.assets.course import AXE, OUTLINE
from grader.assets.fetch import Fetcher
from grader.assets.scan import addresses_in
from grader.assets.store import AssetStore
from grader.classroom.job import Job
from grader.places import APP, cache_folder

_KEPT = ("sky-*", "hcl-grammar.bin")
_SOURCES = (".html", ".htm", ".js", ".mjs", ".css")
_LARGEST = 64 * 1024 * 1024
"""Bytes of others' files that one page is given."""


class Supplies:
    """Gets ready, outside the walls, what jobs behind them cannot get."""

    def __init__(self, *, pages: bool) -> None:
        """``pages`` says whether pages are graded too. Raises OSError, CertificateFailed."""
        self._own = cache_folder()
        self._fetcher = Fetcher(AssetStore(self._own / "assets"))
        self._fetching = threading.Lock()
        self._common = dict(_made_once(self._own, pages=pages))

    def of(self, job: Job, further: Iterable[str] = ()) -> Mapping[str, bytes]:
        """Return the files of a job's cache by their names.

        A page's are those that its sources name, and ``further`` addresses of CDNs.
        """
        if not job.opens_page:
            return self._common
        with self._fetching:  # npm's client and the store are for one at a time
            for name, wanted in (AXE, OUTLINE):
                self._fetcher.package(name, wanted)
            # A job's word leads this process nowhere but to the CDNs that pages may name.
            asked = tuple(addresses_in((*_sources(job.files), *further)))
            self._fetcher.addresses(asked)
            return self._common | dict(self._stored(asked))

    def _stored(self, asked: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        store, places, singles = self._fetcher.store, set(), []
        for name, wanted in (AXE, OUTLINE):
            package = store.package(name, wanted)
            places |= {package.folder} if package else set()
        for url in asked:
            found = read_address(url)
            brought = store.package(found.package, found.range) if found else None
            if brought:
                places.add(brought.folder)
            else:
                singles.append(url)
        size = 0
        for place in sorted(places):
            for path in sorted(place.rglob("*")):
                if path.is_file() and (size := size + path.stat().st_size) < _LARGEST:
                    yield self._name(path), path.read_bytes()
        for url in singles:
            content = store.file(url)
            if content is not None and (size := size + len(content)) < _LARGEST:
                yield self._name(store.place_of_file(url)), content

    def _name(self, path: Path) -> str:
        return f"{APP}/{path.relative_to(self._own).as_posix()}"


def _made_once(own: Path, *, pages: bool) -> Iterator[tuple[str, bytes]]:
    from grader.hcl.reading import read
    from grader.world.certificates import server_certificate
    from grader.world.clock import Clock
    from grader.world.sky import Sky

    Sky.start(Clock(0.0), own, 0).stop()
    if pages:
        server_certificate(own, ("localhost",))
    read("", "empty.tf", grammar=own / "hcl-grammar.bin")
    for pattern in _KEPT:
        for found in own.glob(pattern):
            for path in (found, *found.rglob("*")):
                if path.is_file():
                    yield f"{APP}/{path.relative_to(own).as_posix()}", path.read_bytes()


def _sources(files: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(files)) as archive:
        for name in archive.namelist():
            if name.lower().endswith(_SOURCES):
                yield archive.read(name).decode("utf-8", "replace")
