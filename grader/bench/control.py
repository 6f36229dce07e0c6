"""Commands for a cloud that stays up, over a loopback port: one line of JSON each way.

Only who can read the file of `grader.bench.standing` knows the token. Functions cannot: they see
neither the file nor the port.
"""

from __future__ import annotations

import hmac
import json
import socket
import socketserver
import threading
from collections.abc import Callable, Mapping
from typing import Any

from grader.bench.standing import Standing

_LONGEST = 64 * 1024
_GREETING_SECONDS = 5.0

Operations = Mapping[str, Callable[..., Any]]


class ControlFailed(Exception):
    """The cloud did not do what it was asked; the message says why."""


class ControlServer:
    """Answers the commands of other processes of this user."""

    def __init__(self, operations: Operations, token: str) -> None:
        """Listen at once, on a free port of 127.0.0.1."""

        class Handler(socketserver.StreamRequestHandler):
            timeout = _GREETING_SECONDS

            def handle(self) -> None:
                answer = _answer(self.rfile.readline(_LONGEST), operations, token)
                self.wfile.write(json.dumps(answer).encode() + b"\n")

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Close the port."""
        self._server.shutdown()
        self._server.server_close()


def ask(standing: Standing, operation: str, *, patience: float, **arguments: Any) -> Any:
    """Let a standing cloud do something within ``patience`` seconds; return its answer.

    Raises ControlFailed.
    """
    request = {"token": standing.token, "operation": operation, "arguments": arguments}
    try:
        with socket.create_connection(("127.0.0.1", standing.control_port), timeout=5) as line:
            line.settimeout(patience)
            line.sendall(json.dumps(request).encode() + b"\n")
            answer = json.loads(line.makefile("rb").readline())
    except (OSError, ValueError) as error:
        raise ControlFailed(str(error)) from error
    if "failure" in answer:
        raise ControlFailed(str(answer["failure"]))
    return answer["result"]


def _answer(line: bytes, operations: Operations, token: str) -> dict[str, Any]:
    try:
        request = json.loads(line)
        if not hmac.compare_digest(str(request["token"]), token):
            return {"failure": "wrong token"}
        operation = operations[request["operation"]]
        return {"result": operation(**request["arguments"])}
    except Exception as error:  # the boundary between two processes: the reason crosses it
        return {"failure": f"{type(error).__name__}: {error}"}
