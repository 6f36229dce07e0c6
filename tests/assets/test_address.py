"""Addresses of CDNs name packages, versions and files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.assets.address import NAME, RANGE, Wanted, read_address
from grader.assets.ranges import best
from grader.assets.scan import addresses_in

ICONS = "@fortawesome/fontawesome-free"
TAILWIND = "@tailwindcss/browser"
LEAFLET = "https://cdnjs.cloudflare.com/ajax/libs/leaflet/1.9.4"


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://unpkg.com/leaflet@1.9.4/dist/x.js", ("leaflet", "1.9.4", "dist/x.js")),
        ("https://unpkg.com/leaflet/dist/leaflet.css", ("leaflet", "latest", "dist/leaflet.css")),
        ("https://unpkg.com/leaflet", ("leaflet", "latest", "")),
        ("https://unpkg.com/@a/b@^2.1/x.js", ("@a/b", "^2.1", "x.js")),
        ("https://cdn.jsdelivr.net/npm/chart.js", ("chart.js", "latest", "")),
        (f"{LEAFLET}/leaflet.min.js", ("leaflet", "1.9.4", "leaflet.min.js")),
        (
            "https://cdnjs.cloudflare.com/ajax/libs/font-awesome/6.4.0/css/all.min.css",
            ("@fortawesome/fontawesome-free", "6.4.0", "css/all.min.css"),
        ),
        ("https://code.jquery.com/jquery-3.7.1.min.js", ("jquery", "3.7.1", "dist/jquery.min.js")),
        ("https://cdn.leafletjs.com/leaflet/v0.7.7/x.js", ("leaflet", "0.7.7", "dist/x.js")),
        ("https://cdn.tailwindcss.com/", (TAILWIND, "4", "dist/index.global.js")),
        ("https://kit.fontawesome.com/a076d05399.js", (ICONS, "6", "js/all.min.js")),
        ("https://use.fontawesome.com/releases/v6.5.1/css/a.css", (ICONS, "6.5.1", "css/a.css")),
        (
            "https://api.mapbox.com/mapbox-gl-js/v3.3.0/mapbox-gl.js",
            ("mapbox-gl", "3.3.0", "dist/mapbox-gl.js"),
        ),
        ("https://d3js.org/d3.v7.min.js", ("d3", "7", "dist/d3.min.js")),
    ],
)  # fmt: skip
def test_addresses_that_name_a_package(url: str, wanted: tuple[str, str, str]) -> None:
    assert read_address(url) == Wanted(*wanted)


def test_modules() -> None:
    for url in (
        "https://esm.sh/leaflet@1.9.4",
        "https://cdn.jsdelivr.net/npm/leaflet@1.9.4/+esm",
        "https://unpkg.com/leaflet@1.9.4?module",
    ):
        assert read_address(url) == Wanted("leaflet", "1.9.4", "", as_module=True)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/leaflet.js",
        "https://unpkg.com/../../etc/passwd",
        "https://unpkg.com/--registry=evil@1/x.js",
        "https://unpkg.com/leaflet@1.9.4/../../../etc/passwd",
        "https://unpkg.com/leaflet@https:evil/x.js",
        "https://unpkg.com/file:x@1/x.js",
        "nonsense",
    ],
)
def test_addresses_that_name_none(url: str) -> None:
    assert read_address(url) is None


@given(st.text(max_size=80))
def test_no_path_becomes_an_option_or_a_path(path: str) -> None:
    for host in ("unpkg.com", "cdn.jsdelivr.net/npm", "esm.sh", "cdnjs.cloudflare.com/ajax/libs"):
        try:
            wanted = read_address(f"https://{host}/{path}")
        except ValueError:  # no address at all, by the standard library's word
            continue
        if wanted is not None:
            assert NAME.fullmatch(wanted.package)
            assert RANGE.fullmatch(wanted.range)
            assert not wanted.spec.startswith("-")
            assert ".." not in wanted.file.split("/")


VERSIONS = ("0.7.7", "1.0.0", "1.8.0", "1.9.0", "1.9.4", "2.0.0-alpha.1", "nonsense")


@pytest.mark.parametrize(
    ("range_", "version"),
    [
        ("1.8.0", "1.8.0"), ("1", "1.9.4"), ("1.9", "1.9.4"), ("^1.0.0", "1.9.4"),
        ("~1.8", "1.8.0"), ("1.x", "1.9.4"), ("latest", "1.9.4"), ("^0.7", "0.7.7"),
        ("2.0.0-alpha.1", "2.0.0-alpha.1"), ("2", None), ("3", None), ("next", None),
    ],
)  # fmt: skip
def test_ranges(range_: str, version: str | None) -> None:
    assert best(VERSIONS, range_) == version


def test_a_page_is_scanned_for_what_it_names() -> None:
    page = """<script src='//unpkg.com/leaflet@1.9.4/dist/leaflet.js'></script>
    <link href="https://cdn.jsdelivr.net/npm/x@1/y.css"> import "https://esm.sh/z";
    fetch(`https://unpkg.com/${name}/x.js`); <img src="https://example.org/icon.png">"""
    assert list(addresses_in([page, page])) == [
        "https://unpkg.com/leaflet@1.9.4/dist/leaflet.js",
        "https://cdn.jsdelivr.net/npm/x@1/y.css",
        "https://esm.sh/z",
    ]
