"""``assets``: the files of others that pages load, fetched ahead and carried about."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from grader.commands.cloud import failed, say
from grader.exits import FULL_MARKS
from grader.locale import _, ngettext
from grader.places import cache_folder
from grader.progress import Progress

if TYPE_CHECKING:
    from pathlib import Path

    from grader.assets.store import AssetStore

MEGABYTE = 1024 * 1024


def run(arguments: argparse.Namespace) -> int:
    """Fetch everything, or list, write or take it; return 2 where something is missing."""
    from grader.assets.store import AssetStore

    store = AssetStore(cache_folder() / "assets")
    if arguments.list:
        return _list(store)
    if arguments.export or arguments.import_from:
        return _carry(store, arguments)
    return _fetch(store)


def _fetch(store: AssetStore) -> int:
    from grader.assets.course import EVERYTHING
    from grader.assets.fetch import Fetcher

    with Progress() as progress:
        fetcher = Fetcher(store, progress=progress)
        for name, wanted in EVERYTHING:
            fetcher.package(name, wanted)
    _sum_up(store)
    if not fetcher.refused:
        return FULL_MARKS
    for spec, reason in fetcher.refused.items():
        say(f"  {spec}: {reason}"[:300])
    return failed(
        _("Some packages could not be had. npm, or a network, is needed: try again with it.")
    )


def _list(store: AssetStore) -> int:
    for package in store.stored():
        say(f"{_size(package.folder):>7.1f} MB  {package.name}@{package.version}")
    _sum_up(store)
    return FULL_MARKS


def _carry(store: AssetStore, arguments: argparse.Namespace) -> int:
    from grader.assets.carrying import NotCarried, export_to, import_from

    try:
        if arguments.export:
            count = export_to(store, arguments.export)
            said = ngettext("{n} file written: {path}", "{n} files written: {path}", count)
            say(said.format(n=count, path=arguments.export))
        else:
            count = import_from(store, arguments.import_from)
            said = ngettext("{n} package taken.", "{n} packages taken.", count)
            say(said.format(n=count))
    except NotCarried as error:
        return failed(str(error))
    return FULL_MARKS


def _sum_up(store: AssetStore) -> None:
    count = sum(1 for _package in store.stored())
    said = ngettext(
        "{n} package is kept, {size:.0f} MB: {path}",
        "{n} packages are kept, {size:.0f} MB: {path}",
        count,
    )
    say(said.format(n=count, size=_size(store.folder), path=store.folder))


def _size(folder: Path) -> float:
    files = (one for one in folder.rglob("*") if one.is_file())
    return sum(one.stat().st_size for one in files) / MEGABYTE
