"""Clients of the embedded cloud that are made quickly.

botocore lists all of AWS's services and parses 1.2 MB of their addresses before it makes its
first client. Here the address is known, so neither is read: half of the time is saved.
"""

from __future__ import annotations

import gc
import importlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_PARTITION = {
    "partition": "aws",
    "dnsSuffix": "amazonaws.com",
    "regionRegex": r"^[a-z]{2}(-[a-z]+)+-\d+$",
    "regions": {},
    "defaults": {
        "hostname": "{service}.{region}.{dnsSuffix}",
        "protocols": ["https"],
        "signatureVersions": ["v4"],
    },
    "services": {},
}


class Clients:
    """Clients by service and region, each made once; for any number of threads."""

    def __init__(self, endpoint: str, *, read_seconds: float = 90.0) -> None:
        """Aim at ``endpoint``, a URL; no answer takes longer than ``read_seconds``."""
        self._endpoint = endpoint
        self._read_seconds = read_seconds
        self._lock = threading.Lock()
        self._made: dict[tuple[str, str], Any] = {}
        self._session: Any = None

    def get(self, service: str, region: str) -> Any:
        """Return a botocore client with dummy keys that never repeats a request."""
        with self._lock:
            key = (service, region)
            if key not in self._made:
                with _no_collection():
                    self._made[key] = self._make(service, region)
            return self._made[key]

    def close(self) -> None:
        """Close all connections."""
        with self._lock:
            for client in self._made.values():
                client.close()
            self._made.clear()

    def _make(self, service: str, region: str) -> Any:
        from botocore.config import Config

        if self._session is None:
            self._session = quick_session()
        config = Config(
            connect_timeout=5,
            read_timeout=self._read_seconds,
            retries={"total_max_attempts": 1},
            s3={"addressing_style": "path"},
            max_pool_connections=20,
        )
        return self._session.create_client(
            service,
            region_name=region,
            endpoint_url=self._endpoint,
            aws_access_key_id="test",
            aws_secret_access_key="test",  # noqa: S106 - the emulator takes anything
            config=config,
        )


def load() -> None:
    """Import what a first client needs: time well spent while the address is not known yet."""
    for name in ("botocore.session", "botocore.client", "botocore.endpoint", "botocore.handlers"):
        importlib.import_module(name)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Pause the collector: parsing a service's model makes 100,000 objects, and no garbage."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def quick_session() -> Any:
    """Return a botocore session for clients with an explicit endpoint; it reads no profile."""
    from botocore.loaders import Loader
    from botocore.regions import EndpointResolver
    from botocore.session import Session

    class QuickLoader(Loader):
        def list_available_services(self, type_name: str) -> list[str]:
            del type_name
            return _Any()

    session = Session(session_vars={"profile": (None, None, None, None)})
    session.register_component("data_loader", QuickLoader())
    resolver = EndpointResolver({"version": 3, "partitions": [_PARTITION]})
    session.register_component("endpoint_resolver", resolver)
    return session


class _Any(list[str]):
    """A list of services that is not looked up: any name is in it."""

    def __contains__(self, name: object) -> bool:
        return True
