"""Packages come from npm or the registry, are checked, and are kept."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from grader.assets.address import Wanted
from grader.assets.carrying import NotCarried, export_to, import_from
from grader.assets.download import NotFetched
from grader.assets.fetch import Fetcher
from grader.assets.npm import NpmClient, Registry, Tarball
from grader.assets.store import AssetStore
from tests.assets.conftest import FakeRegistry, integrity_of, tarball, tarred

FILES = {
    "package.json": b'{"main": "dist/leaflet-src.js", "unpkg": "dist/leaflet.js"}',
    "dist/leaflet.js": b"min",
    "dist/leaflet-src.js": b"src",
    "dist/leaflet-src.esm.js": b"export default 1;",
    "dist/leaflet.css": b"css",
    "dist/leaflet.js.map": b"map",
}


@pytest.mark.parametrize(
    ("file", "as_module", "content"),
    [
        ("dist/leaflet.js", False, b"min"),
        ("leaflet.js", False, b"min"),
        ("leaflet.min.js", False, b"min"),
        ("leaflet.min.css", False, b"css"),
        ("", False, b"min"),
        ("dist/leaflet-src.esm.js", True, b"export default 1;"),
        ("dist/nothing.js", False, None),
        ("dist/leaflet.js.map", False, None),
    ],
)
def test_what_a_cdn_serves_is_found_in_the_package(
    file: str, as_module: bool, content: bytes | None, store: AssetStore
) -> None:
    store.add(tarball("leaflet", "1.9.4", FILES))
    assert store.content(Wanted("leaflet", "1.9", file, as_module=as_module)) == content


def test_the_registry_gives_the_best_version(registry: FakeRegistry, store: AssetStore) -> None:
    registry.publish("leaflet", {"1.8.0": tarred(FILES), "1.9.4": tarred(FILES)}, latest="1.8.0")
    fetcher = Fetcher(store, sources=[Registry(registry.url)])
    assert fetcher.package("leaflet", "^1.0").version == "1.9.4"  # type: ignore[union-attr]
    assert fetcher.package("leaflet", "latest").version == "1.9.4"  # type: ignore[union-attr]
    assert [one.version for one in store.stored()] == ["1.9.4"]


def test_what_is_stored_is_not_fetched_again(registry: FakeRegistry, store: AssetStore) -> None:
    registry.publish("leaflet", {"1.9.4": tarred(FILES)})
    Fetcher(store, sources=[Registry(registry.url)]).package("leaflet", "1.9.4")
    asked = len(registry.asked)
    assert Fetcher(store, sources=[Registry(registry.url)]).package("leaflet", "1.9.4")
    assert len(registry.asked) == asked


def test_a_tarball_with_another_hash_is_refused(registry: FakeRegistry, store: AssetStore) -> None:
    registry.publish("leaflet", {"1.9.4": tarred(FILES)})
    registry.answers["/leaflet/1.9.4.tgz"] = tarred({"dist/leaflet.js": b"evil"})
    fetcher = Fetcher(store, sources=[Registry(registry.url)])
    assert fetcher.package("leaflet", "1.9.4") is None
    assert "hash differs" in fetcher.refused["leaflet@1.9.4"]
    assert list(store.stored()) == []


def test_the_next_source_is_asked_when_one_fails(registry: FakeRegistry, store: AssetStore) -> None:
    registry.publish("leaflet", {"1.9.4": tarred(FILES)})
    broken = NpmClient("/no/such/npm")
    assert Fetcher(store, sources=[broken, Registry(registry.url)]).package("leaflet", "1.9.4")


def test_what_cannot_be_had_is_asked_for_once(registry: FakeRegistry, store: AssetStore) -> None:
    fetcher = Fetcher(store, sources=[Registry(registry.url)])
    assert fetcher.package("leaflet", "9") is None
    assert fetcher.package("leaflet", "9") is None
    assert len(registry.asked) == 1


@pytest.mark.parametrize("name", ["--help", "../x", "git+https://x", "x y", "a/b/c"])
def test_no_name_becomes_an_option_of_npm(name: str) -> None:
    with pytest.raises(NotFetched, match="no name of a package"):
        NpmClient("/bin/false").fetch(name, "1")


def test_a_tarball_cannot_write_elsewhere(store: AssetStore, tmp_path: Path) -> None:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as archive:
        for name in ("package/../../../escaped.js", "package/good.js"):
            member = tarfile.TarInfo(name)
            member.size = 1
            archive.addfile(member, io.BytesIO(b"x"))
        link = tarfile.TarInfo("package/link.js")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    content = file.getvalue()
    package = store.add(Tarball("p", "1.0.0", content, integrity_of(content)))
    assert package.find("good.js") == "good.js"
    assert package.find("link.js") is None
    assert not list(tmp_path.rglob("escaped.js"))


def test_a_damaged_tarball_leaves_nothing(store: AssetStore) -> None:
    with pytest.raises(NotFetched):
        store.add(Tarball("p", "1.0.0", b"no gzip", integrity_of(b"no gzip")))
    assert list(store.folder.iterdir()) == []


def test_everything_is_carried(store: AssetStore, tmp_path: Path) -> None:
    store.add(tarball("@a/b", "1.0.0", FILES))
    store.add_file("https://example.org/x.js", b"x")
    assert export_to(store, tmp_path / "all.zip") > 3
    other = AssetStore(tmp_path / "other")
    assert import_from(other, tmp_path / "all.zip") == 2
    assert import_from(other, tmp_path / "all.zip") == 0
    assert other.package("@a/b", "1").read("dist/leaflet.js") == b"min"  # type: ignore[union-attr]
    assert other.file("https://example.org/x.js") == b"x"


def test_another_zip_is_refused(store: AssetStore, tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "evil.zip", "w") as archive:
        archive.writestr("../../escaped.js", "x")
    with pytest.raises(NotCarried):
        import_from(store, tmp_path / "evil.zip")
    assert not (tmp_path / "escaped.js").exists()
