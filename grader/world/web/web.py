"""One port that answers for every host: services, CDNs, map tiles, and the page itself."""

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from grader.assets.address import HOSTS as CDNS
from grader.assets.address import read_address
from grader.assets.store import AssetStore
from grader.world.certificates import server_certificate
from grader.world.failures import Failure, failed_answer
from grader.world.orbit import Orbit
from grader.world.record import Record, SkyRequest
from grader.world.server import Call, Listener, Reset
from grader.world.services import web_services
from grader.world.services.answer import Answer, allowing_all, text_answer
from grader.world.tiles import Outline
from grader.world.web import integrity, proxies, site
from grader.world.web.origins import lets_others_read
from grader.world.web.site import Site, content_type

CONNECTIONS = 256
_TILE = re.compile(r"/(\d{1,2})/(\d{1,7})/(\d{1,7})(?:@[23]x)?(?:\.\w+)?$")
_OF_BOTH = ("api.mapbox.com",)
"""Hosts that have tiles beside libraries."""
_ROW_FIRST = ("arcgisonline.com",)
"""Hosts that write zoom/row/column."""
_PREFLIGHT = Answer(
    204, "", b"", (("Access-Control-Allow-Methods", "*"), ("Access-Control-Allow-Headers", "*"))
)
_PICTURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" viewBox="0 0 64 64">'
    b'<rect x="4" y="4" width="56" height="56" rx="8" fill="#4a6fa5"/>'
    b'<path d="M14 46l12-16 9 11 6-7 9 12z" fill="#fff"/></svg>'
)
_BEFORE = {"cdn.tailwindcss.com": b"window.tailwind ??= {};\n"}
"""What a stand-in lacks: pages write their settings of Tailwind 3 there."""
_KEPT = (("Cache-Control", "max-age=31536000"),)


class Moment(Protocol):
    """What tells the world's time."""

    @property
    def now(self) -> float:
        """Epoch seconds."""
        ...


@dataclass(frozen=True)
class Unserved:
    """Something that was asked for and is not to be had here."""

    url: str
    kind: str
    """What the browser wants it as: script, style, image, font, empty (fetch), document …"""


class Web:
    """The web of one world."""

    def __init__(
        self, clock: Moment, cache: Path, orbit: Orbit, assets: AssetStore, outline: Outline
    ) -> None:
        """Open the port. Raises CertificateFailed, OSError."""
        self._clock = clock
        self._assets = assets
        self._outline = outline
        self._services = {one: service for service in web_services(orbit) for one in service.hosts}
        self._site: Site | None = None
        self._answered = Record()
        self._unserved: dict[str, Unserved] = {}
        self._lock = threading.Lock()
        self._failure: Failure | None = None
        self.certificate, context = server_certificate(cache, ("localhost",))
        self._listener = Listener(self._respond, context, plain_too=True, connections=CONNECTIONS)
        self.port = self._listener.port

    def answered(self) -> tuple[SkyRequest, ...]:
        """Return what services were asked, and answered, since the page was shown."""
        return self._answered.since(0)

    @property
    def unserved(self) -> tuple[Unserved, ...]:
        """What was asked for and is not to be had, each address once."""
        with self._lock:
            return tuple(self._unserved.values())

    def show(self, page: Site) -> None:
        """Serve another page on localhost, and forget what the last one asked for."""
        self._site = page
        self._answered = Record()
        with self._lock:
            self._unserved.clear()

    @contextlib.contextmanager
    def failing(self, failure: Failure) -> Iterator[None]:
        """Let the services (not CDNs and tiles) fail inside the ``with`` block."""
        before, self._failure = self._failure, failure
        try:
            yield
        finally:
            self._failure = before

    def stop(self) -> None:
        """Close the port and all connections."""
        self._listener.stop()

    def _respond(self, call: Call) -> Answer:
        proxied = proxies.wanted(call.host, call.path, call.query)
        if proxied is not None:
            scheme, host, path, query = proxies.parts(proxied)
            inner = replace(call, scheme=scheme, host=host, path=path, query=query)
            return allowing_all(proxies.wrapped(call.host, call.path, self._answer(inner)))
        answer = self._answer(call)
        return allowing_all(answer) if lets_others_read(call.host) else answer

    def _answer(self, call: Call) -> Answer:
        request = SkyRequest(
            self._clock.now, call.method, call.scheme, call.host, call.path, call.query
        )
        if call.method == "OPTIONS":
            return _PREFLIGHT
        if call.host in site.HOSTS:
            return self._own(call)
        service = self._services.get(call.host)
        if service is not None:
            failed = self._failed()
            if failed is None:
                self._answered.add(request)
            return failed or service.answer(request)
        return self._of_cdn(call) or self._tile(call) or self._unknown(call)

    def _failed(self) -> Answer | None:
        failure = self._failure
        if failure is Failure.RESET:
            raise Reset
        return None if failure is None else failed_answer(failure)

    def _own(self, call: Call) -> Answer:
        if self._site is None:
            return text_answer("Not Found\n", 404)
        answer = self._site.answer(call.path)
        if answer.status == 404:
            self._note(call)
        if answer.content_type == "text/html":
            return replace(answer, body=integrity.without_unknowable(answer.body, self._stands_in))
        return answer

    def _stands_in(self, url: str) -> bool:
        """Whether another file is served in the place of what ``url`` names."""
        wanted = read_address(url)
        if wanted is None or self._assets.file(url) is not None:
            return False
        found = self._assets.find(wanted)
        return found is not None and (wanted.as_module or not found[1].endswith(wanted.file))

    def _of_cdn(self, call: Call) -> Answer | None:
        if call.host not in CDNS:
            return None
        url = _address("https", call)
        single = self._assets.file(url)
        if single is not None:
            return Answer(200, content_type(call.path), single, _KEPT)
        wanted = read_address(url)
        if wanted is None:
            return None
        found, content = self._assets.find(wanted), self._assets.content(wanted)
        if found is None or content is None:
            return None
        before = _BEFORE.get(call.host, b"")
        return Answer(200, content_type(found[1]), before + content, _KEPT)

    def _tile(self, call: Call) -> Answer | None:
        found = _TILE.search(call.path)
        if found is None or (call.host in CDNS and call.host not in _OF_BOTH):
            return None
        zoom, column, row = map(int, found.groups())
        if call.host.endswith(_ROW_FIRST):
            column, row = row, column
        picture = self._outline.tile(zoom, column, row)
        return None if picture is None else Answer(200, "image/png", picture, _KEPT)

    def _unknown(self, call: Call) -> Answer:
        """Stand in for what nobody here has: a picture for pictures, nothing for scripts."""
        self._note(call)
        match call.headers.get("sec-fetch-dest", ""):
            case "image":
                return Answer(200, "image/svg+xml", _PICTURE)
            case "script":
                return Answer(200, "text/javascript", b"/* not to be had here */\n")
            case "style":
                return Answer(200, "text/css", b"")
        return text_answer("Not Found\n", 404)

    def _note(self, call: Call) -> None:
        kind = call.headers.get("sec-fetch-dest", "")
        url = _address(call.scheme, call)
        with self._lock:
            self._unserved.setdefault(url, Unserved(url, kind))


def _address(scheme: str, call: Call) -> str:
    """Return what was asked for, without a query but the one that makes modules of packages."""
    query = "?module" if call.query == "module" and call.host in CDNS else ""
    return f"{scheme}://{call.host}{call.path}{query}"
