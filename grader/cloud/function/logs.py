"""The root log handler that AWS's runtime sets up before a function's code is loaded."""

from __future__ import annotations

import logging
import sys
from datetime import UTC, datetime


class Identity:
    """Which invocation is running, for the log lines."""

    request_id = ""
    moment = 0.0


class _RuntimeHandler(logging.StreamHandler):  # type: ignore[type-arg]
    """Writes to whatever standard error is when a record arrives."""

    def __init__(self, identity: Identity) -> None:
        super().__init__(sys.stderr)
        self._identity = identity

    def emit(self, record: logging.LogRecord) -> None:
        self.stream = sys.stderr
        record.aws_request_id = self._identity.request_id
        super().emit(record)


class _RuntimeFormatter(logging.Formatter):
    """AWS's format; the time is the moment at which the invocation began.

    A time that ran with the code would make two runs of one submission print different text.
    """

    def __init__(self, identity: Identity) -> None:
        super().__init__("[%(levelname)s]\t%(asctime)s\t%(aws_request_id)s\t%(message)s")
        self._identity = identity

    def formatTime(  # noqa: N802 - the name of the method that logging calls
        self, record: logging.LogRecord, datefmt: str | None = None
    ) -> str:
        moment = datetime.fromtimestamp(self._identity.moment, tz=UTC)
        return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"


def set_up(identity: Identity) -> None:
    """Give the root logger the runtime's handler, as AWS does; its level stays WARNING."""
    handler = _RuntimeHandler(identity)
    handler.setFormatter(_RuntimeFormatter(identity))
    logging.getLogger().addHandler(handler)
