"""One file over HTTP, up to a size."""

from __future__ import annotations

LIMIT = 40 * 1024 * 1024
"""Bytes of one file."""


class NotFetched(Exception):
    """A package or file could not be had; the message says why."""


def downloaded(url: str, *, seconds: float) -> bytes:
    """Return what is at ``url``; no wait for it is longer than ``seconds``. Raises NotFetched."""
    import requests

    try:
        with requests.get(url, timeout=seconds, stream=True) as answer:
            answer.raise_for_status()
            content = bytes(answer.raw.read(LIMIT + 1, decode_content=True))
    except (requests.RequestException, OSError) as error:
        raise NotFetched(f"{url}: {error}") from error
    if len(content) > LIMIT:
        raise NotFetched(f"{url} is larger than {LIMIT} bytes")
    return content
