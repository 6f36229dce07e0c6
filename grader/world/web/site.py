"""The files of a page, served on localhost."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from grader.world.services.answer import Answer, text_answer

HOSTS = ("localhost", "127.0.0.1")
_TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".geojson": "application/geo+json",
    ".woff2": "font/woff2",
    ".webp": "image/webp",
    ".webmanifest": "application/manifest+json",
}
_FRESH = (("Cache-Control", "no-store"),)


@dataclass(frozen=True)
class Site:
    """A folder whose ``entry`` is the page."""

    root: Path
    entry: str
    """Relative to ``root``, with forward slashes."""

    def answer(self, path: str) -> Answer:
        """Return the file at ``path``; 404 where there is none, or it is outside."""
        name = unquote(path).lstrip("/") or self.entry
        file = (self.root / name).resolve()
        if not file.is_relative_to(self.root.resolve()) or not file.is_file():
            return text_answer("Not Found\n", 404)
        return Answer(200, content_type(name), file.read_bytes(), _FRESH)


def content_type(name: str) -> str:
    """Return the media type of a file, by its name."""
    suffix = "." + name.rpartition(".")[2].lower()
    if suffix in (".html", ".htm"):
        return "text/html"  # the page itself says in which encoding it is
    return _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
