"""The times of day that a text names."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CLOCK = re.compile(
    r"(?<![\d:.,/])(?P<hour>[01]?\d|2[0-3])"
    r"(?:(?P<colon>:)|(?P<letter> ?h ?)|(?P<dot>\.))(?P<minute>[0-5]\d)"
    r"(?:(?(dot)\.|:)(?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?"
    r"(?![\d:])(?(letter)(?! ?m))(?(dot)(?= ?Uhr))",
    re.I,
)
_HALF = re.compile(r" ?(?P<half>[ap])[. ]{0,2}m(?!\w)\.?", re.I)
_ZONE = re.compile(
    r"(?: ?(?:Uhr|hrs|h)(?!\w))? ?\(?(?:(?:UTC|GMT)(?: ?(?P<sign>[+−-])(?P<hours>\d{1,2})"
    r"(?::?(?P<minutes>\d{2}))?)?(?![\w:])|(?:Z|coordinated universal time|tiempo universal"
    r"|temps universel|koordinierte weltzeit|horário universal)(?!\w))",
    re.I,
)
# A bare offset is one only where the date was joined by a T: elsewhere "-00:46" ends a range.
_ISO_OFFSET = re.compile(r"(?P<sign>[+−-])(?P<hours>\d{2}):?(?P<minutes>\d{2})(?!\d)")
_UTC_BEFORE = re.compile(r"(?<!\w)(?:UTC|GMT)[: ]{1,2}$")


@dataclass(frozen=True)
class Clock:
    """A time of day in a text."""

    start: int
    end: int
    hour: int
    minute: int
    second: int | None
    offset: int | None
    """Minutes east of UTC, where the text says so."""

    @property
    def seconds(self) -> int:
        """Seconds since midnight."""
        return self.hour * 3600 + self.minute * 60 + (self.second or 0)


def clocks_in(text: str) -> tuple[Clock, ...]:
    """Return the times of day of a text, in order; blanks must be plain."""
    found: list[Clock] = []
    for match in _CLOCK.finditer(text):
        if found and match.start() < found[-1].end:
            continue  # the offset of the one before
        hour, end = int(match["hour"]), match.end()
        half = _HALF.match(text, end)
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half["half"] in "pP" else 0)
            end = half.end()
        zone = _ZONE.match(text, end)
        if zone is None and text[match.start() - 1 : match.start()] in {"T", "t"}:
            zone = _ISO_OFFSET.match(text, end)
        offset = _minutes(zone) if zone else None
        if zone:
            end = zone.end()
        else:
            # "00:39 UTC 01:39": the name belongs to the first.
            front = text[max(found[-1].end if found else 0, match.start() - 5) : match.start()]
            offset = 0 if _UTC_BEFORE.search(front) else None
        second = int(match["second"]) if match["second"] else None
        found.append(Clock(match.start(), end, hour, int(match["minute"]), second, offset))
    return tuple(found)


def _minutes(zone: re.Match[str]) -> int:
    if not zone["hours"]:
        return 0
    size = int(zone["hours"]) * 60 + int(zone["minutes"] or 0)
    return size if zone["sign"] == "+" else -size
