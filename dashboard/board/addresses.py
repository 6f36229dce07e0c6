"""Addresses of students' pages: any id there can be, as one piece of a path, and back."""

from __future__ import annotations

import base64
import binascii
import re

PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,80}", re.ASCII)


def piece(id: str) -> str:
    """Return a student's id as it stands in an address; no browser takes it for another one."""
    if PLAIN.fullmatch(id):
        return id
    return "~" + base64.urlsafe_b64encode(id.encode("utf-8", "surrogatepass")).decode().rstrip("=")


def id_of(piece: str) -> str | None:
    """Return the id that stands in an address; None where there is none in it."""
    if not piece.startswith("~"):
        return piece if PLAIN.fullmatch(piece) else None
    encoded = piece[1:] + "=" * (-len(piece[1:]) % 4)
    try:
        return base64.b64decode(encoded, b"-_", validate=True).decode("utf-8", "surrogatepass")
    except (binascii.Error, ValueError):
        return None
