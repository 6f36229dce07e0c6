"""What was asked of the sky."""

from __future__ import annotations

import threading
from dataclasses import dataclass

LIMIT = 10_000
"""Requests that are kept; later ones are counted only."""

LENGTH = 2_000
"""Characters that are kept of a path or a query."""


@dataclass(frozen=True)
class SkyRequest:
    """One request, as it arrived."""

    moment: float
    """The world's moment, in epoch seconds."""
    method: str
    scheme: str
    """``https`` or ``http``."""
    host: str
    """Lower case, without the port."""
    path: str
    query: str


class Record:
    """The requests of one world, in order of arrival."""

    def __init__(self) -> None:
        self._requests: list[SkyRequest] = []
        self._count = 0
        self._lock = threading.Lock()

    @property
    def count(self) -> int:
        """How many requests arrived, the kept ones and the others."""
        return self._count

    @property
    def requests(self) -> tuple[SkyRequest, ...]:
        """The first requests, up to the limit."""
        with self._lock:
            return tuple(self._requests)

    def add(self, request: SkyRequest) -> None:
        """Keep a request while there is room."""
        with self._lock:
            self._count += 1
            if len(self._requests) < LIMIT:
                self._requests.append(request)
