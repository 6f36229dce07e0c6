"""Trust in the sky's certificate authority, whichever bundle the code brings."""

from __future__ import annotations

import ssl
from typing import Any


def trust(ca_file: str) -> None:
    """Add ``ca_file`` to whatever authorities a TLS context is told to trust."""
    load = ssl.SSLContext.load_verify_locations
    load_defaults = ssl.SSLContext.load_default_certs

    def load_verify_locations(self: ssl.SSLContext, *places: Any, **named: Any) -> None:
        load(self, *places, **named)
        load(self, cafile=ca_file)

    def load_default_certs(self: ssl.SSLContext, *purposes: Any, **named: Any) -> None:
        load_defaults(self, *purposes, **named)
        load(self, cafile=ca_file)

    methods: dict[str, Any] = {
        "load_verify_locations": load_verify_locations,
        "load_default_certs": load_default_certs,
    }
    for name, method in methods.items():
        setattr(ssl.SSLContext, name, method)
