"""Who may decide: whoever opened the link that was printed, and only by forms of this board."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response

from grader.locale import _

LARGEST = 64_000
"""Bytes of a form."""
FIELD = "form"
"""The hidden field that tells our own forms."""


class Refused(Exception):
    """A form that is not taken; the message says why."""


class Writing:
    """The secret of one run of the board, and what is made of it."""

    def __init__(self, token: str, port: int, who: str) -> None:
        """``who`` is entered beside each decision."""
        self.who = who
        self._token = token
        self._port = port
        self._cookie = f"groundtrack_{port}"

    @classmethod
    def drawn(cls, port: int, who: str) -> Writing:
        """Return writing by a token that nobody can guess."""
        return cls(secrets.token_urlsafe(32), port, who)

    @property
    def link(self) -> str:
        """The address that lets its reader write."""
        return f"http://127.0.0.1:{self._port}/?token={self._token}"

    @property
    def field(self) -> str:
        """What our own forms carry in ``FIELD``."""
        return self._made("form")

    def opens(self, token: str) -> bool:
        """Whether the token is the right one."""
        return hmac.compare_digest(token.encode(), self._token.encode())

    def let_in(self, response: Response) -> None:
        """Let the browser that gets this response write from now on."""
        response.set_cookie(
            self._cookie, self._made("session"), httponly=True, samesite="strict", path="/"
        )

    def is_in(self, request: Request) -> bool:
        """Whether the request comes from a browser that was let in."""
        cookie = request.cookies.get(self._cookie, "")
        return hmac.compare_digest(cookie.encode(), self._made("session").encode())

    async def form(self, request: Request) -> Mapping[str, str]:
        """Return the fields of one of our forms. Raises Refused."""
        if not self.is_in(request):
            raise Refused(_("Open the link that the board printed when it was started."))
        host = request.headers["host"]
        if request.headers.get("origin") != f"http://{host}":
            raise Refused(_("The form came from another page than the board's."))
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > LARGEST:
                raise Refused(_("The form is too long."))
        fields = {
            name: values[-1] for name, values in parse_qs(body.decode("utf-8", "replace")).items()
        }
        if not hmac.compare_digest(fields.get(FIELD, "").encode(), self.field.encode()):
            raise Refused(_("The form is of another run of the board: load its page again."))
        return fields

    def _made(self, purpose: str) -> str:
        return hmac.new(self._token.encode(), purpose.encode(), hashlib.sha256).hexdigest()
