"""What was asked of the sky."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass
from itertools import islice

LIMIT = 10_000
"""Requests that are kept, the latest ones; the earlier are counted only."""

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

    def __init__(self, limit: int = LIMIT) -> None:
        self._requests: deque[SkyRequest] = deque(maxlen=limit)
        self._count = 0
        self._lock = threading.Lock()

    @property
    def count(self) -> int:
        """How many requests arrived, the kept ones and the others."""
        return self._count

    def since(self, number: int) -> tuple[SkyRequest, ...]:
        """Return the kept requests after the first ``number`` ones."""
        with self._lock:
            dropped = self._count - len(self._requests)
            return tuple(islice(self._requests, max(0, number - dropped), None))

    def add(self, request: SkyRequest) -> None:
        """Count a request and keep it, in the place of the earliest where there is no room."""
        with self._lock:
            self._count += 1
            self._requests.append(request)
