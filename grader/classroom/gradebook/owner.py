"""Who does a job, told so that others can see whether they still live."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass

from grader.sandbox.cells import started_at


@dataclass(frozen=True)
class Owner:
    """A batch on some machine."""

    host: str
    pid: int
    started: float

    @classmethod
    def here(cls) -> Owner:
        """Return this process."""
        return cls(socket.gethostname()[:30], os.getpid(), started_at(os.getpid()))

    @classmethod
    def read(cls, text: str) -> Owner:
        """Read what `str` wrote; of what cannot be read nothing is known."""
        host, _colon, rest = text.partition(":")
        pid, _colon, started = rest.partition(":")
        try:
            return cls(host, int(pid), float(started))
        except ValueError:
            return cls("", 0, 0.0)

    def __str__(self) -> str:
        return f"{self.host}:{self.pid}:{self.started:.0f}"

    @property
    def is_gone(self) -> bool:
        """Whether it is certain that the batch has ended; of other machines nothing is."""
        if self.host != socket.gethostname()[:30]:
            return False
        return round(started_at(self.pid)) != round(self.started)
