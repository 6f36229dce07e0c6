"""A small HTTP/1.1 server for the sky: bounded threads, patient with any client."""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import urlsplit

from grader.world.record import LENGTH
from grader.world.services.answer import Answer

_HANDSHAKE = b"\x16"
"""The first byte of TLS (RFC 8446, section 5.1)."""

CONNECTIONS = 64
"""Connections served at once; one more is closed at once."""

IDLE_SECONDS = 30.0
"""How long a connection may be silent, half open, or slow to read."""

BODY_LIMIT = 1024 * 1024
"""Bytes of a request's body that are read and dropped; the connection closes on more."""


class Reset(Exception):
    """The handler wants the connection reset instead of answered."""


class Silence(Exception):
    """The handler wants the connection held without an answer until ``over`` is set."""

    def __init__(self, over: threading.Event) -> None:
        super().__init__("silence")
        self.over = over


@dataclass(frozen=True)
class Call:
    """One request, as a listener hears it."""

    method: str
    scheme: str
    """``https`` or ``http``."""
    host: str
    """Lower case, without the port."""
    path: str
    query: str
    headers: Mapping[str, str] = field(repr=False)
    """By name in lower case."""


Respond = Callable[[Call], Answer]
"""May raise Reset or Silence."""


class Listener:
    """One port on 127.0.0.1, served by threads."""

    def __init__(
        self,
        respond: Respond,
        context: ssl.SSLContext | None,
        *,
        plain_too: bool = False,
        connections: int = CONNECTIONS,
    ) -> None:
        """Listen on a free port; ``context`` makes it TLS, for all or, with ``plain_too``, for
        those that begin so.
        """
        self._respond = respond
        self._context = context
        self._plain_too = plain_too
        self._places = threading.BoundedSemaphore(connections)
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._stopping = False
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=CONNECTIONS)
        self.port: int = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._accept, daemon=True, name="sky")
        self._thread.start()

    def stop(self) -> None:
        """Close the port and every connection; harmless when called twice."""
        with self._lock:
            already, self._stopping = self._stopping, True
            connections = tuple(self._open)
        if already:
            return
        with contextlib.suppress(OSError):  # wakes accept() on every system
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        self._thread.join(timeout=2)
        self._socket.close()
        for connection in connections:
            with contextlib.suppress(OSError):  # wakes the thread that reads from it
                connection.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        while not self._stopping:
            try:
                connection, _peer = self._socket.accept()
            except OSError:
                if self._stopping:
                    return
                continue
            if self._stopping or not self._places.acquire(blocking=False):
                connection.close()
                continue
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        """Serve one connection until either side ends it."""
        with self._lock:
            self._open.add(connection)
        stream = connection
        try:
            connection.settimeout(IDLE_SECONDS)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self._context is not None and self._is_tls(connection):
                stream = self._context.wrap_socket(
                    connection, server_side=True, do_handshake_on_connect=False
                )
                with self._lock:
                    self._open.discard(connection)
                    self._open.add(stream)
                _shake_hands(stream)
            scheme = "http" if stream is connection else "https"
            _Conversation(stream, scheme, self._respond)
        except Reset:
            _abort(stream)
        except (OSError, ValueError):
            pass  # the client went away, or spoke nonsense below HTTP
        finally:
            with contextlib.suppress(OSError):
                stream.close()
            with self._lock:
                self._open.discard(connection)
                self._open.discard(stream)
            self._places.release()

    def _is_tls(self, connection: socket.socket) -> bool:
        return not self._plain_too or connection.recv(1, socket.MSG_PEEK) == _HANDSHAKE


def _shake_hands(stream: socket.socket) -> None:
    if isinstance(stream, ssl.SSLSocket):
        stream.do_handshake()


def _abort(connection: socket.socket) -> None:
    """Close with a reset: the other side sees the connection break, not end."""
    layout = "hh" if sys.platform == "win32" else "ii"
    with contextlib.suppress(OSError, ValueError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack(layout, 1, 0))
    with contextlib.suppress(OSError):
        connection.close()


class _Conversation(BaseHTTPRequestHandler):
    """The requests of one connection."""

    protocol_version = "HTTP/1.1"
    server_version = "nginx"
    sys_version = ""
    wbufsize = -1

    def __init__(self, stream: socket.socket, scheme: str, respond: Respond) -> None:
        self._scheme = scheme
        self._respond = respond
        super().__init__(stream, ("127.0.0.1", 0), None)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer whatever the method; the service decides."""
        target = urlsplit(self.path)
        host = (target.hostname or self.headers.get("Host", "").partition(":")[0]).lower()
        if not self._drop_body():
            self.close_connection = True
        try:
            answer = self._respond(
                Call(
                    self.command,
                    self._scheme,
                    host[:LENGTH],
                    target.path[:LENGTH],
                    target.query[:LENGTH],
                    {name.lower(): value for name, value in self.headers.items()},
                )
            )
        except Silence as silence:
            silence.over.wait()
            self.close_connection = True
            return
        self._write(answer)

    do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_GET  # noqa: N815

    def _write(self, answer: Answer) -> None:
        self.send_response(answer.status)
        if answer.status != 204:
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(answer.body)))
        for name, value in answer.headers:
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD" and answer.status != 204:
            self.wfile.write(answer.body)

    def _drop_body(self) -> bool:
        """Read the request's body away; False when the connection cannot go on after it."""
        length = self.headers.get("Content-Length", "0")
        if "Transfer-Encoding" in self.headers or not length.isascii() or not length.isdigit():
            return False
        left = int(length[:20])
        if left > BODY_LIMIT:
            return False
        while left > 0:
            piece = self.rfile.read(min(left, 65536))
            if not piece:
                return False
            left -= len(piece)
        return True

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the record of requests is kept elsewhere."""
