"""Where in a TOML document a key stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

Keys = tuple[str, ...]
KEY = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*')"""
DOTTED = rf"{KEY}(?:\s*\.\s*{KEY})*"
HEADER = re.compile(rf"\s*\[\[?\s*({DOTTED})\s*\]\]?\s*(?:#.*)?")
ASSIGNED = re.compile(rf"\s*({DOTTED})\s*=")


def line_of(text: str, keys: Keys) -> int | None:
    """Return the line of ``keys``, else of the nearest table around them; None without either."""
    places = {found: line for line, found in reversed(list(_places(text)))}
    for length in range(len(keys), 0, -1):
        if keys[:length] in places:
            return places[keys[:length]]
    return None


def _places(text: str) -> Iterator[tuple[int, Keys]]:
    table: Keys = ()
    for line, content in enumerate(text.splitlines(), start=1):
        if header := HEADER.fullmatch(content):
            table = _parts(header[1])
            for length in range(1, len(table) + 1):
                yield line, table[:length]
        elif assigned := ASSIGNED.match(content):
            yield line, table + _parts(assigned[1])


def _parts(dotted: str) -> Keys:
    return tuple(part.strip("\"'") for part in re.findall(KEY, dotted))
