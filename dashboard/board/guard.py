"""What stands before every page: who may ask, in which language, and what a browser may do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from grader.locale import _, speak

POLICY = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:",
    "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
))  # fmt: skip


@dataclass(frozen=True)
class Guard:
    """Answers only who asks for this machine by its own name, and lets pages load nothing else.

    A page of anybody else could be made to resolve to this machine: its browser would still send
    that page's name as the host.
    """

    app: ASGIApp
    port: int
    language: str | None
    writes: bool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        speak(self.language)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(MutableHeaders(scope=message))
            await send(message)

        if not self._is_ours(scope["headers"]):
            refusal = PlainTextResponse(
                _("The board answers only at {url}").format(url=self.address) + "\n", 421
            )
            await refusal(scope, receive, guarded)
            return
        await self.app(scope, receive, guarded)

    @property
    def address(self) -> str:
        """Where the board is."""
        return f"http://127.0.0.1:{self.port}/"

    def _is_ours(self, headers: Iterable[tuple[bytes, bytes]]) -> bool:
        hosts = [value for name, value in headers if name == b"host"]
        return hosts in [[f"{name}:{self.port}".encode()] for name in ("127.0.0.1", "localhost")]

    def _add(self, headers: MutableHeaders) -> None:
        headers["content-security-policy"] = POLICY
        headers["x-content-type-options"] = "nosniff"
        headers["cross-origin-opener-policy"] = "same-origin"
        headers["cross-origin-resource-policy"] = "same-origin"
        headers["cache-control"] = "no-store"
        # Without any referrer a form's origin is withheld too, by which it is known as ours.
        headers["referrer-policy"] = "same-origin" if self.writes else "no-referrer"
