"""Where a text leads that names an object of S3, however it names it."""

from __future__ import annotations

from urllib.parse import unquote, unquote_plus, urlsplit

Place = tuple[str, str]
"""A bucket and a key."""

_ARN = "arn:aws:s3:::"


def leads_to(text: str, places: frozenset[Place]) -> bool:
    """Whether ``text`` names one of ``places``: an s3 or http address, an ARN, or a key alone."""
    return any(_names(text.strip(), bucket, key) for bucket, key in places)


def _names(text: str, bucket: str, key: str) -> bool:
    plain = text.removeprefix(_ARN) if text.startswith(_ARN) else text
    if plain in {key, f"/{key}", f"{bucket}/{key}", f"/{bucket}/{key}"}:
        return True
    scheme, separator, rest = text.partition("://")
    if not separator:
        return False
    if scheme.lower() in {"s3", "s3a", "s3n"}:
        return rest == f"{bucket}/{key}"
    if scheme.lower() not in {"http", "https"}:
        return False
    try:
        address = urlsplit(text)
        host = address.hostname or ""
    except ValueError:
        return False
    readings = {unquote(address.path), unquote_plus(address.path)}
    if host.startswith(f"{bucket}."):
        return f"/{key}" in readings
    return f"/{bucket}/{key}" in readings
