"""Nobody reaches MiniStack's admin routes over HTTP; health and downloads are all that answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.cloud.emulator import Emulator

OPEN = ("/_ministack/health", "/_ministack/ready")
CODE = ("/_ministack/lambda-code/", "/_ministack/lambda-layers/")
"""Where GetFunction and GetLayerVersion say that the zip is."""


def apply(emulator: Emulator) -> None:
    """Answer 404 to what only the grader may do, which it does over its pipe."""
    del emulator
    from ministack import app as gateway

    serve = gateway.app

    async def app(scope: dict[str, Any], receive: Any, send: Any) -> None:
        path = scope.get("path", "")
        is_code = path.startswith(CODE) and scope.get("method") == "GET"
        if path.startswith("/_ministack") and path not in OPEN and not is_code:
            headers = [(b"content-type", b"application/json")]
            await send({"type": "http.response.start", "status": 404, "headers": headers})
            await send({"type": "http.response.body", "body": b'{"message":"Not Found"}'})
        else:
            await serve(scope, receive, send)

    gateway.app = app
