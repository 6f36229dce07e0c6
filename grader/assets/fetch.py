"""Making files available: from the store, else through npm, the registry, or the CDN named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from urllib.parse import urlsplit

from grader.assets.address import OF_NPM, read_address
from grader.assets.download import NotFetched, downloaded
from grader.assets.npm import NpmClient, Registry, Source
from grader.assets.package import Package
from grader.assets.store import AssetStore
from grader.locale import _

SINGLE_SECONDS = 15.0
"""How long a file may take that no package brings."""
PACKAGES_LIMIT = 24
"""Packages that one page may make us fetch."""


class Fetcher:
    """Fills a store; what it could not get once is not asked for again."""

    def __init__(
        self,
        store: AssetStore,
        *,
        sources: Sequence[Source] | None = None,
        progress: Callable[[str], None] = lambda _sentence: None,
    ) -> None:
        """``sources`` are asked in their order; npm's client and the registry where not given."""
        self.store = store
        self._sources = _usual() if sources is None else tuple(sources)
        self._progress = progress
        self._refused: dict[str, str] = {}

    @property
    def refused(self) -> dict[str, str]:
        """What could not be had, by package or address, with the reason."""
        return dict(self._refused)

    def package(self, name: str, range: str) -> Package | None:
        """Return a package, fetched where it is not stored; None where it cannot be had."""
        stored = self.store.package(name, range)
        spec = f"{name}@{range}"
        if stored is not None or spec in self._refused:
            return stored
        self._progress(_("fetching {package}").format(package=spec))
        reasons = []
        for source in self._sources:
            try:
                return self.store.add(source.fetch(name, range))
            except NotFetched as error:
                reasons.append(str(error))
        self._refused[spec] = "; ".join(reasons)
        return None

    def lacks(self, url: str) -> bool:
        """Whether ``url`` names nothing: its package is here, without such a file."""
        wanted = read_address(url)
        if wanted is None or urlsplit(url).hostname not in OF_NPM:
            return "404" in self._refused.get(url, "")
        return (
            self.store.package(wanted.package, wanted.range) is not None
            and self.store.find(wanted) is None
        )

    def address(self, url: str) -> bool:
        """Make what ``url`` names available, and say whether it is."""
        wanted = read_address(url)
        if wanted is not None:
            self.package(wanted.package, wanted.range)
            if self.store.find(wanted) is not None:
                return True
        return self.store.file(url) is not None or self._single(url)

    def addresses(self, urls: Iterable[str]) -> tuple[str, ...]:
        """Make many available; return those that are not to be had."""
        distinct = tuple(dict.fromkeys(urls))
        return tuple(
            url
            for number, url in enumerate(distinct)
            if number >= PACKAGES_LIMIT or not self.address(url)
        )

    def _single(self, url: str) -> bool:
        if url in self._refused:
            return False
        self._progress(_("fetching {package}").format(package=url))
        try:
            self.store.add_file(url, downloaded(url, seconds=SINGLE_SECONDS))
        except NotFetched as error:
            self._refused[url] = str(error)
            return False
        return True


def _usual() -> tuple[Source, ...]:
    client = NpmClient.find()
    return (Registry(),) if client is None else (client, Registry())
