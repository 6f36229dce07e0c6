"""A page on localhost for its author, loaded again whenever a file is saved."""

from __future__ import annotations

import contextlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from grader.world.web.site import Site

CHANGES = "/.changes"
"""Where an open page hears of a save."""
_RELOAD = (
    f'<script>new EventSource("{CHANGES}").onmessage = () => location.reload()</script>'
).encode()
_QUIET_MS = 50
_LOOK_MS = 100


class PageServer:
    """Serves a folder on 127.0.0.1, as a web server would."""

    def __init__(self, site: Site, port: int) -> None:
        """Listen at once. Raises OSError where the port is taken."""
        self._over = threading.Event()
        self._watching = threading.Event()
        self._saved = threading.Condition()
        self._site = site
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self._server.daemon_threads = True
        self.port = int(self._server.server_address[1])
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        threading.Thread(target=self._watch, daemon=True).start()
        self._watching.wait(timeout=5)

    def stop(self) -> None:
        """Close the port, and let open pages go."""
        self._over.set()
        with self._saved:
            self._saved.notify_all()
        self._server.shutdown()
        self._server.server_close()

    def _watch(self) -> None:
        from watchfiles import watch

        for changes in watch(
            self._site.root, stop_event=self._over, step=_QUIET_MS, rust_timeout=_LOOK_MS,
            yield_on_timeout=True,
        ):  # fmt: skip
            self._watching.set()
            if changes:
                with self._saved:
                    self._saved.notify_all()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path = self.path.partition("?")[0]
                with contextlib.suppress(ConnectionError):  # the page was closed
                    self._tell_of_saves() if path == CHANGES else self._answer(path)

            def _answer(self, path: str) -> None:
                answer = server._site.answer(path)
                body = answer.body
                if answer.content_type == "text/html":
                    body += _RELOAD
                self.send_response(answer.status)
                self.send_header("Content-Type", answer.content_type)
                self.send_header("Content-Length", str(len(body)))
                for name, value in answer.headers:
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def _tell_of_saves(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/event-stream")
                self.end_headers()
                self.wfile.write(b": here\n\n")
                while not server._over.is_set():
                    with server._saved:
                        saved = server._saved.wait(timeout=15)
                    self.wfile.write(b"data: saved\n\n" if saved else b": still here\n\n")
                    self.wfile.flush()

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing: the browser's own tools show requests better."""

        return Handler


def site_in(folder: Path) -> Site | None:
    """Return the page in a folder: index.html, else the only HTML file there is."""
    if (folder / "index.html").is_file():
        return Site(folder, "index.html")
    pages = sorted(folder.glob("*.htm*"))
    return Site(folder, pages[0].name) if pages else None
