"""Modules are made of packages that have none."""

from __future__ import annotations

from grader.assets.address import Wanted
from grader.assets.fetch import Fetcher
from grader.assets.store import AssetStore
from tests.assets.conftest import tarball


def made(store: AssetStore, file: str = "", **files: str) -> str:
    content = {name.replace("__", "/").replace("_", "."): text for name, text in files.items()}
    store.add(tarball("lib", "2.1.0", {name: text.encode() for name, text in content.items()}))
    told = store.content(Wanted("lib", "2", file, as_module=True))
    assert told is not None
    return told.decode()


def test_an_entry_hands_on_its_file_and_has_a_default(store: AssetStore) -> None:
    text = made(store, package_json='{"module": "dist/es.js"}', dist__es_js="export const a = 1;")
    assert 'export * from "https://esm.sh/lib@2.1.0/dist/es.js";' in text
    assert "export default own ?? rest;" in text


def test_bare_names_are_imported_from_where_modules_are_made(store: AssetStore) -> None:
    text = made(
        store, "es.js", package_json='{"dependencies": {"other": "^3.1.0"}}',
        es_js="import a from 'other'; import './near.js'; import '@a/b/c.js'; export { a };",
    )  # fmt: skip
    assert "from 'https://esm.sh/other@^3.1.0'" in text.replace("%5E", "^")
    assert "import './near.js'" in text
    assert "import 'https://esm.sh/@a/b@latest/c.js'" in text


def test_common_js_becomes_one_module_with_names(store: AssetStore) -> None:
    text = made(
        store, "index.js", index_js="module.exports = require('./lib/core');",
        lib__core_js="var o = require('other'); exports.useIt = o; exports.default = 1;",
    )  # fmt: skip
    assert "export { export0 as useIt };" in text
    assert 'import * as other0 from "https://esm.sh/other@latest";' in text
    assert "as default }" not in text


def test_a_cdn_lacks_a_file_when_its_package_is_here_without_it(store: AssetStore) -> None:
    store.add(tarball("lib", "2.1.0", {"dist/lib.js": b"1"}))
    fetcher = Fetcher(store, sources=[])
    assert fetcher.lacks("https://unpkg.com/lib@2.1.0/dist/lbi.js")
    assert not fetcher.lacks("https://unpkg.com/lib@2.1.0/dist/lib.js")
    assert not fetcher.lacks("https://unpkg.com/else@1/dist/else.js")
