"""Reading the key of a capture's object: ``raw/iss/{date}/{timestamp}.json``."""

from __future__ import annotations

from dataclasses import dataclass

from grader.capture.moments import dates_of, moments_in, within

PREFIX = "raw/iss/"
SUFFIX = ".json"


@dataclass(frozen=True)
class KeyReading:
    """Which parts of a key are right for a run that started at a known moment."""

    prefix: bool
    date: bool
    timestamp: bool
    suffix: bool

    @property
    def right(self) -> bool:
        """Whether the whole key is right."""
        return self.prefix and self.date and self.timestamp and self.suffix


def read_key(key: str, start: float) -> KeyReading:
    """Read ``key`` for a run that started at ``start`` (epoch seconds, UTC)."""
    prefix = key.startswith(PREFIX)
    rest = key.removeprefix(PREFIX).removesuffix(SUFFIX)
    # A run may cross midnight: the date of its last second is right, too.
    days = {*dates_of(start), *dates_of(start + 2)}
    date = next((day for day in days if rest.startswith(day + "/")), None)
    name = rest[len(date) + 1 :] if date else rest.rpartition("/")[2]
    timestamp = "/" not in name and within(moments_in(name, start), start)
    return KeyReading(prefix, date is not None, timestamp, key.endswith(SUFFIX))


def expected_key(start: float) -> str:
    """Return an example of a right key for that moment."""
    from datetime import UTC, datetime

    moment = datetime.fromtimestamp(int(start), UTC)
    return f"{PREFIX}{moment:%Y-%m-%d}/{moment:%Y%m%dT%H%M%SZ}{SUFFIX}"
