"""A real browser, started once, and pages to open in it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.assets.fetch import Fetcher
from grader.assets.store import AssetStore
from grader.page.lab.browser import NoBrowser, find_browser
from grader.page.lab.client import LabChild
from grader.page.observation import Look, looks_from
from grader.places import cache_folder
from grader.sandbox.cells import CellFolder

START = 1_900_000_000.1
PAGES = itertools.count()


@pytest.fixture(scope="session")
def cell() -> Iterator[CellFolder]:
    cell = CellFolder.create()
    yield cell
    cell.remove()


@pytest.fixture(scope="session")
def labs(cell: CellFolder) -> Iterator[Labs]:
    labs = Labs(cell)
    yield labs
    labs.stop()


@pytest.fixture
def lab(labs: Labs) -> LabChild:
    """A bench on which no page has hung yet."""
    return labs.current()


class Labs:
    """One bench for all tests, replaced once a page has hung on it."""

    def __init__(self, cell: CellFolder) -> None:
        self._cell = cell
        self._lab: LabChild | None = None

    def current(self) -> LabChild:
        if self._lab is None:
            try:
                browser = find_browser()
            except NoBrowser as error:
                pytest.skip(f"{error} {error.hint}")
            name = f"lab{next(PAGES)}"
            self._lab = LabChild.start(self._cell, browser, cache_folder(), phase=1.0, name=name)
            self._lab.await_boot()
        return self._lab

    def stop(self) -> None:
        if self._lab is not None:
            self._lab.stop()
        self._lab = None


class Opened:
    """A page that was opened, and what the lab tells of it."""

    def __init__(self, labs: Labs, root: Path) -> None:
        self.lab = labs.current()
        self._labs = labs
        self.root = root
        self.told: dict[str, Any] = {}

    def watch(self, seconds: int = 60, every: float = 1.0) -> tuple[Look, ...]:
        self.told = self.lab.ask("watch", seconds=seconds, every=every)
        if self.told["trouble"]:
            self._labs.stop()
        return looks_from(self.told["looks"])

    @property
    def requests(self) -> list[float]:
        """When the page asked where the ISS is."""
        noticed = self.lab.ask("noticed")
        return [round(one["at"], 2) for one in noticed["requests"] if "25544" in one["url"]]


@pytest.fixture
def opened(labs: Labs, cell: CellFolder) -> Callable[..., Opened]:
    def opened(body: str, *, virtual: bool = True, zone: str = "UTC", **files: str) -> Opened:
        root = cell.path / f"page{next(PAGES)}"
        root.mkdir()
        (root / "index.html").write_text(f"<!DOCTYPE html><title>t</title><body>{body}")
        for name, content in files.items():
            (root / name.replace("_", ".")).write_text(content)
        labs.current().ask(
            "open", root=str(root), entry="index.html", start=START, zone=zone,
            place=[40.0, -3.0], virtual=virtual,
        )  # fmt: skip
        return Opened(labs, root)

    return opened


@pytest.fixture(scope="session")
def leaflet() -> None:
    """Leaflet itself, from the store or through npm."""
    fetcher = Fetcher(AssetStore(cache_folder() / "assets"))
    if fetcher.package("leaflet", "1.9.4") is None:
        pytest.skip(f"Leaflet cannot be had here: {fetcher.refused}")
