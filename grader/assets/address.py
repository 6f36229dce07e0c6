"""What an address of a CDN names: a package, a version and a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

NAME = re.compile(r"(?:@[a-z0-9~][a-z0-9._~-]*/)?[a-z0-9~][a-z0-9._~-]*", re.ASCII)
"""Names of npm packages (docs.npmjs.com, package.json, "name"), none of them a path or option."""
RANGE = re.compile(r"[~^]?[0-9A-Za-z][0-9A-Za-z.+-]{0,63}", re.ASCII)
"""A version, a range such as 1, ^1.9, ~1.9.1, or a tag such as latest."""
LATEST = "latest"


@dataclass(frozen=True)
class Wanted:
    """A file of a package; ``file`` is empty for the package's own entry."""

    package: str
    range: str
    file: str
    as_module: bool = False
    """Whether the CDN is asked to turn the package into an ES module."""

    @property
    def spec(self) -> str:
        """The package as npm takes it: ``leaflet@1.9.4``."""
        return f"{self.package}@{self.range}"


CDNJS: Mapping[str, str] = {
    "font-awesome": "@fortawesome/fontawesome-free",
    "twitter-bootstrap": "bootstrap",
    "Chart.js": "chart.js",
    "lodash.js": "lodash",
    "three.js": "three",
    "moment.js": "moment",
    "jquery": "jquery",
    "leaflet.fullscreen": "leaflet.fullscreen",
    "leaflet-rotatedmarker": "leaflet-rotatedmarker",
}
"""Libraries that cdnjs calls otherwise than npm."""


def read_address(url: str) -> Wanted | None:
    """Return what ``url`` names, or None where it is no address of a CDN that is known here."""
    parts = urlsplit(url)
    read = HOSTS.get((parts.hostname or "").lower())
    if read is None:
        return None
    wanted = read(unquote(parts.path))
    if wanted is None or not NAME.fullmatch(wanted.package) or not RANGE.fullmatch(wanted.range):
        return None
    if ".." in wanted.file.split("/"):
        return None
    return replace(wanted, as_module=True) if parts.query == "module" else wanted


def _npm(path: str) -> Wanted | None:
    found = re.fullmatch(r"/+((?:@[^/@]+/)?[^/@]+)(?:@([^/]+))?(?:/(.*))?", path)
    if found is None:
        return None
    file = (found[3] or "").strip("/")
    as_module = file == "+esm"
    file = "" if as_module else file.removesuffix("/+esm")
    return Wanted(found[1].lower(), found[2] or LATEST, file, as_module)


def _jsdelivr(path: str) -> Wanted | None:
    return _npm(path.removeprefix("/npm")) if path.startswith("/npm/") else None


def _module(path: str) -> Wanted | None:
    wanted = _npm(re.sub(r"^/(?:v\d+|stable|pin)/", "/", path))
    return wanted and Wanted(wanted.package, wanted.range, wanted.file, as_module=True)


def _cdnjs(path: str) -> Wanted | None:
    found = re.fullmatch(r"/ajax/libs/([^/]+)/([^/]+)/(.+)", path)
    if found is None:
        return None
    return Wanted(CDNJS.get(found[1], found[1]).lower(), found[2], found[3])


def _jquery(path: str) -> Wanted | None:
    found = re.fullmatch(r"/jquery-(\d[\w.-]*?)((?:\.slim)?(?:\.min)?\.js)", path)
    return found and Wanted("jquery", found[1], f"dist/jquery{found[2]}")


def _bootstrap(path: str) -> Wanted | None:
    found = re.fullmatch(r"/bootstrap/([\d.]+)/(.+)", path)
    return found and Wanted("bootstrap", found[1], f"dist/{found[2]}")


def _leaflet(path: str) -> Wanted | None:
    found = re.fullmatch(r"/leaflet/v?([\d.]+[\w.-]*)/(.+)", path)
    return found and Wanted("leaflet", found[1], f"dist/{found[2]}")


def _d3(path: str) -> Wanted | None:
    found = re.fullmatch(r"/d3\.v(\d+)(?:\.min)?\.js", path)
    return found and Wanted("d3", found[1], "dist/d3.min.js")


def _fontawesome(path: str) -> Wanted | None:
    found = re.fullmatch(r"/releases/v([\d.]+)/(.+)", path)
    return found and Wanted("@fortawesome/fontawesome-free", found[1], found[2])


def _fontawesome_kit(path: str) -> Wanted | None:
    """Return the free icons as a script, which is what most kits are."""
    kit = re.fullmatch(r"/[0-9a-f]{10}\.js", path)
    return kit and Wanted("@fortawesome/fontawesome-free", "6", "js/all.min.js")


def _tailwind(path: str) -> Wanted | None:
    """Return the script that reads classes in the browser; of version 3 no package has it."""
    found = re.fullmatch(r"/(?:[34][\d.]*)?", path)
    return found and Wanted("@tailwindcss/browser", "4", "dist/index.global.js")


def _mapbox(path: str) -> Wanted | None:
    found = re.fullmatch(r"/mapbox-gl-js/v([\d.]+)/(mapbox-gl\.(?:js|css))", path)
    return found and Wanted("mapbox-gl", found[1], f"dist/{found[2]}")


HOSTS: Mapping[str, Callable[[str], Wanted | None]] = {
    "unpkg.com": _npm,
    "www.unpkg.com": _npm,
    "cdn.jsdelivr.net": _jsdelivr,
    "fastly.jsdelivr.net": _jsdelivr,
    "esm.run": _module,
    "esm.sh": _module,
    "cdn.skypack.dev": _module,
    "ga.jspm.io": _module,
    "cdnjs.cloudflare.com": _cdnjs,
    "ajax.googleapis.com": _cdnjs,
    "code.jquery.com": _jquery,
    "maxcdn.bootstrapcdn.com": _bootstrap,
    "stackpath.bootstrapcdn.com": _bootstrap,
    "netdna.bootstrapcdn.com": _bootstrap,
    "cdn.leafletjs.com": _leaflet,
    "d3js.org": _d3,
    "use.fontawesome.com": _fontawesome,
    "kit.fontawesome.com": _fontawesome_kit,
    "cdn.tailwindcss.com": _tailwind,
    "api.mapbox.com": _mapbox,
}
"""How each host names packages."""
OF_NPM = frozenset({"unpkg.com", "www.unpkg.com", "cdn.jsdelivr.net", "fastly.jsdelivr.net"})
"""Hosts that have the files of packages under their own names, and no others."""
