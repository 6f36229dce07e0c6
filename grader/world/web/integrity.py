"""Integrity attributes of files that are not served as their CDN has them, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

CDNJS_LEAFLET = "https://cdnjs.cloudflare.com/ajax/libs/leaflet/1.9.4/leaflet.min"
KNOWN: Mapping[str, str] = {
    f"{CDNJS_LEAFLET}.js": "sha512-puJW3E/qXDqYp9IfhAI54BJEaWIfloJ7JWs7OeD5i6ruC9JZL1gERT1wjtwXFlh7"
    "CjE7ZJ+/vcRZRkIYIb6p4g==",
    f"{CDNJS_LEAFLET}.css": "sha512-h9FcoyWjHcOcmEVkxOfTLnmZFWIH0iZhZT1H2TbOq55xssQGEJHEaIm+PgoUaZb"
    "RvQTNTluNOEfb1ZRy6D3BOw==",
}
"""The true hashes of files that a CDN made itself, as it publishes them."""
_TAG = re.compile(rb"<(?:script|link)\b[^>]*>", re.IGNORECASE)
_ADDRESS = re.compile(rb"""\b(?:src|href)\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_INTEGRITY = re.compile(rb"""\s+integrity\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)


def without_unknowable(page: bytes, is_stand_in: Callable[[str], bool]) -> bytes:
    """Return a page without the integrity attributes that a stand-in could never fulfil.

    A stand-in is an address in whose place another file is served. A hash that is known to be
    wrong stays: it breaks the page in reality, too.
    """

    def tag(found: re.Match[bytes]) -> bytes:
        text = found[0]
        address, integrity = _ADDRESS.search(text), _INTEGRITY.search(text)
        if address is None or integrity is None:
            return text
        url = address[1].decode("latin-1")
        url = f"https:{url}" if url.startswith("//") else url
        said = next(one for one in integrity.groups() if one is not None).decode("latin-1")
        if not is_stand_in(url) or KNOWN.get(url, said) not in said.split():
            return text
        return _INTEGRITY.sub(lambda one: b"\n" * one[0].count(b"\n") or b" ", text, count=1)

    return _TAG.sub(tag, page)
