"""The moments that a text names: with a date, as a time of day, or as a wait."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from grader.page.flyovers.clocks import Clock, clocks_in
from grader.page.flyovers.dates import Day, NamedDay, days_in
from grader.page.flyovers.dating import DatedClock, dated
from grader.page.flyovers.overlap import free_of
from grader.page.flyovers.senses import Sense, sense_of
from grader.page.flyovers.spans import MINUTE, SECOND, Span, clockwise_at, spans_in
from grader.page.flyovers.tables import Headings

_LONGEST = 20_000
"""Characters of an answer that are read."""
_BLANKS = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009\u2007\r\f\v", " "))
_COUNTDOWN = re.compile(r"(?<![\d:.,/T])\d{1,3}:\d\d(?::\d\d){0,2}(?![\d:])")
_HALF_OF_DAY = re.compile(r" ?[ap][. ]{0,2}m(?!\w)", re.I)
_AT = re.compile(r"(?<!\w)(?:at|a las?|às|as|à|um)\s*$", re.I)
_WITHOUT_MOMENT = frozenset({Sense.LASTING, Sense.APART, Sense.PAST})


class Kind(StrEnum):
    """How a moment is named."""

    DATED = "dated"
    CLOCK = "clock"
    WAIT = "wait"


@dataclass(frozen=True)
class Wall:
    """What a clock on the wall shows, somewhere; ``days`` are alternatives, none for any day."""

    hour: int
    minute: int
    second: int | None
    days: tuple[Day, ...] = ()
    offset: int | None = None
    """Minutes east of UTC, where the text says so."""
    rolls: bool = False
    """Whether it may be the day after: the end of a range that begins before midnight."""


@dataclass(frozen=True)
class Wait:
    """So many seconds from now."""

    seconds: float
    precision: float
    """Seconds that its last digit stands for."""


Reading = Wall | Wait


@dataclass(frozen=True)
class Mention:
    """A moment that a text names, with every plausible reading, the likeliest first."""

    text: str
    start: int
    kind: Kind
    readings: tuple[Reading, ...]
    doubtful: bool = False
    """Whether it may be no moment at all: "5:43" in the line below "duration"."""

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.start + len(self.text)


def moments_in(text: str) -> tuple[Mention, ...]:
    """Return the moments that a text names, in order.

    Lengths of time ("visible for 6 min", "duration 5:43") are none, nor is what the text says
    of the past, of its own next update, or of the sun.
    """
    plain = text[:_LONGEST].translate(_BLANKS)
    headings = Headings.of(plain)
    days = days_in(plain)
    clocks = free_of(days, clocks_in(plain))
    # "13h45" is a time of day, in which "13h" is no length.
    lengths = free_of((*days, *clocks), spans_in(plain))
    countdowns = tuple(_countdowns(plain, days, headings))
    found = [
        *_of_lengths(plain, lengths, headings),
        *countdowns,
        *_of_clocks(plain, free_of((*lengths, *countdowns), clocks), days, headings),
    ]
    return tuple(sorted(found, key=lambda mention: mention.start))


def _of_lengths(text: str, lengths: Iterable[Span], headings: Headings) -> Iterator[Mention]:
    for length in lengths:
        heading = headings.over(length.start)
        sense, _ = sense_of(text, length.start, length.end, heading)
        if sense in {Sense.AHEAD, Sense.NEXT}:
            wait = Wait(length.seconds, length.precision)
            yield Mention(text[length.start : length.end], length.start, Kind.WAIT, (wait,))


def _countdowns(text: str, days: Sequence[NamedDay], headings: Headings) -> Iterator[Mention]:
    """Yield what the words before call a countdown: "in 00:39:12", "T-39:12"."""
    for match in free_of(days, map(_Piece, _COUNTDOWN.finditer(text))):
        sense, _ = sense_of(text, match.start, match.end, headings.over(match.start))
        spans = tuple(clockwise_at(text, match.start))
        waits = tuple(Wait(span.seconds, span.precision) for span in spans)
        shown = text[match.start : spans[0].end] if spans else ""
        if _HALF_OF_DAY.match(text, match.end) or not waits:
            continue
        # What can be a time of day as well is left to the clocks.
        if sense is Sense.AHEAD or (sense is Sense.NEXT and not clocks_in(shown)):
            yield Mention(shown, match.start, Kind.WAIT, waits)


def _of_clocks(
    text: str, clocks: Sequence[Clock], days: Sequence[NamedDay], headings: Headings
) -> Iterator[Mention]:
    for one in dated(text, clocks, days):
        sense, words = sense_of(text, one.start, one.end, headings.over(one.start))
        below = "\n" in words or "\t" in words
        if sense in _WITHOUT_MOMENT and not (sense is Sense.LASTING and below):
            continue
        kind = Kind.DATED if one.days != ((),) else Kind.CLOCK
        readings: tuple[Reading, ...] = tuple(_walls(one))
        if kind is Kind.CLOCK and sense is Sense.AHEAD:
            kind, readings = Kind.WAIT, (Wait(one.clock.seconds, MINUTE),)
        elif kind is Kind.CLOCK and sense is Sense.NEXT and not _AT.search(words):
            readings += tuple(_countdown_of(one.clock))
        shown = text[one.start : one.end]
        yield Mention(shown, one.start, kind, readings, sense is Sense.LASTING)


def _countdown_of(clock: Clock) -> Iterator[Wait]:
    """Yield what a clock with seconds is when it counts down."""
    if clock.second is not None and clock.offset is None:
        yield Wait(clock.seconds, SECOND)


def _walls(one: DatedClock) -> Iterator[Wall]:
    clock = one.clock
    for days in one.days:
        yield Wall(clock.hour, clock.minute, clock.second, days, clock.offset, one.rolls)


@dataclass(frozen=True)
class _Piece:
    match: re.Match[str]

    @property
    def start(self) -> int:
        return self.match.start()

    @property
    def end(self) -> int:
        return self.match.end()
