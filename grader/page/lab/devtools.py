"""The DevTools protocol of one tab, over a connection of our own.

Through WebDriver each command takes several times as long, and a check sends a thousand.
https://chromedevtools.github.io/devtools-protocol/
"""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Collection, Mapping
from typing import Any

MOST_EVENTS = 20_000
"""Events that are kept until somebody asks for them."""
_DIALOG = "Page.javascriptDialogOpening"


class DevToolsFailed(Exception):
    """The browser refused a command, or the connection is gone."""


class DevTools:
    """One connection; commands are answered one after the other."""

    def __init__(self, address: str, tab: str, *, heard: Collection[str], seconds: float) -> None:
        """Connect to ``tab`` of the browser at ``address`` (host:port).

        ``heard`` are the events that are kept. Raises DevToolsFailed, TimeoutError.
        """
        import websocket

        self._failures = (websocket.WebSocketException, OSError)
        self._late = websocket.WebSocketTimeoutException
        self._heard = heard
        self._events: list[Mapping[str, Any]] = []
        self._number = 0
        try:
            self._socket: Any = websocket.create_connection(
                f"ws://{address}/devtools/page/{tab}",
                timeout=seconds,
                suppress_origin=True,  # a browser answers no page's connections
                skip_utf8_validation=True,
                enable_multithread=False,
            )
        except self._late as error:
            raise TimeoutError from error
        except self._failures as error:
            raise DevToolsFailed(str(error)) from error

    def call(self, method: str, parameters: Mapping[str, Any], *, seconds: float) -> Any:
        """Return what a command answers. Raises DevToolsFailed, TimeoutError."""
        deadline = time.monotonic() + seconds
        number = self._send(method, parameters)
        while True:
            message = self._receive(deadline)
            if message.get("id") == number:
                break
            self._notice(message)
        if "error" in message:
            raise DevToolsFailed(f"{method}: {message['error'].get('message', 'refused')}")
        return message["result"]

    def take(self, event: str) -> list[Mapping[str, Any]]:
        """Return the parameters of each ``event`` that came since they were taken last."""
        found = [one["params"] for one in self._events if one["method"] == event]
        self._events = [one for one in self._events if one["method"] != event]
        return found

    def wait(self, event: str, *, seconds: float) -> None:
        """Wait until ``event`` comes, at most so long. Raises DevToolsFailed."""
        deadline = time.monotonic() + seconds
        with contextlib.suppress(TimeoutError):
            while not any(one["method"] == event for one in self._events):
                self._notice(self._receive(deadline))

    def close(self) -> None:
        """End the connection, not the tab."""
        self._socket.shutdown()

    def _send(self, method: str, parameters: Mapping[str, Any]) -> int:
        self._number += 1
        message = {"id": self._number, "method": method, "params": dict(parameters)}
        try:
            self._socket.send(json.dumps(message))
        except self._failures as error:
            raise DevToolsFailed(f"{method}: {error}") from error
        return self._number

    def _receive(self, deadline: float) -> Mapping[str, Any]:
        rest = deadline - time.monotonic()
        if rest <= 0:
            raise TimeoutError
        try:
            self._socket.settimeout(rest)
            text = self._socket.recv()
        except self._late as error:
            raise TimeoutError from error
        except self._failures as error:
            raise DevToolsFailed(f"the connection is gone: {error}") from error
        if not text:
            raise DevToolsFailed("the connection is gone")
        message: Mapping[str, Any] = json.loads(text)
        return message

    def _notice(self, message: Mapping[str, Any]) -> None:
        method = message.get("method", "")
        if method == _DIALOG:  # nothing goes on in the page until it is answered
            self._send("Page.handleJavaScriptDialog", {"accept": False})
        elif method in self._heard and len(self._events) < MOST_EVENTS:
            self._events.append(message)
