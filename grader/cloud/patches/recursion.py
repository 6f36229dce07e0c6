"""A chain of functions that call each other ends after sixteen links, as on AWS.

The links are counted the way AWS counts them, in the trace header that every SDK passes on; so a
function that is triggered by the object it writes itself comes to an end, too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.cloud.emulator import Emulator

LONGEST_CHAIN = 16

_LINEAGE = re.compile(r"Lineage=(\d{1,4}):")


def apply(emulator: Emulator) -> None:
    """Count links from the header of each request, and tell functions their own place."""
    from ministack import app as gateway
    from ministack.services import lambda_svc

    serve = gateway.app

    async def app(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            lambda_svc._invoke_depth.set(_links(dict(scope["headers"])))
        await serve(scope, receive, send)

    gateway.app = app
    lambda_svc._inbound_invoke_depth = lambda headers: lambda_svc._invoke_depth.get()
    emulator.links = lambda_svc._invoke_depth.get
    emulator.next_link = lambda: lambda_svc._invoke_depth.set(lambda_svc._invoke_depth.get() + 1)


def _links(headers: dict[bytes, bytes]) -> int:
    found = _LINEAGE.search(headers.get(b"x-amzn-trace-id", b"").decode("latin-1"))
    return int(found[1]) if found else 0
