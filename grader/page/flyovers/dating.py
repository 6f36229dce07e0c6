"""Which day belongs to which time of day."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from grader.page.flyovers.clocks import Clock
from grader.page.flyovers.dates import Day, NamedDay

_JOINT = re.compile(
    r"[ ,.·|•(@–—-]{0,4}(?:T|at|a las?|às|as|à|um|on|el|am|den|le|em)?[ :,·|–—\t-]{0,4}", re.I
)
"""What may stand between a day and its time."""
_LATE, _EARLY = 23 * 3600, 3600
"""Seconds since midnight: a pass that begins after the one may end before the other."""


@dataclass(frozen=True)
class DatedClock:
    """A time of day with the days that it may be on."""

    clock: Clock
    start: int
    end: int
    """Where it begins and ends, its own date included where that is beside it."""
    days: tuple[tuple[Day, ...], ...]
    """By likelihood: readings of one day each; an empty one means any day."""
    rolls: bool = False


@dataclass
class _Line:
    """The days and clocks of one line."""

    days: list[NamedDay] = field(default_factory=list)
    clocks: list[Clock] = field(default_factory=list)

    @property
    def heading(self) -> tuple[Day, ...] | None:
        """The day of a line that names one day and no time."""
        return self.days[0].days if len(self.days) == 1 and not self.clocks else None


def dated(text: str, clocks: Sequence[Clock], days: Sequence[NamedDay]) -> Iterator[DatedClock]:
    """Yield each clock with its day.

    A day stands beside its time, or earlier on the line; else it is the line above, once for all
    that follow, or the line below.
    """
    lines = _lines(text, clocks, days)
    above: tuple[Day, ...] | None = None
    mentioned: tuple[Day, ...] | None = None
    first = next((line for line in lines if line.clocks or line.heading), None)
    below_first = first is not None and bool(first.clocks)
    before: Clock | None = None
    for number, line in enumerate(lines):
        if line.heading:
            above = line.heading
        below = lines[number + 1].heading if number + 1 < len(lines) else None
        for index, clock in enumerate(line.clocks):
            rolls = before is not None and before.seconds >= _LATE and clock.seconds <= _EARLY
            before = clock
            own = _own(text, line, index)
            if own:
                mentioned, above = own.days, None
                yield _joined(text, clock, own, rolls)
                continue
            elsewhere = [below, above] if below_first else [above, below]
            known = [choice for choice in (*elsewhere, mentioned) if choice][:2]
            sure = above is not None and not below
            choices = known if sure else [*known, ()]
            yield DatedClock(clock, clock.start, clock.end, tuple(choices), rolls)


def _joined(text: str, clock: Clock, day: NamedDay, rolls: bool) -> DatedClock:
    """Return a clock with the day on its line, as one where nothing but a comma is between."""
    start, end = clock.start, clock.end
    if day.end <= start and _JOINT.fullmatch(text, day.end, start):
        start = day.start
    elif day.start >= end:
        end = day.end
    return DatedClock(clock, start, end, (day.days,), rolls)


def _lines(text: str, clocks: Sequence[Clock], days: Sequence[NamedDay]) -> list[_Line]:
    """Return the lines that name a day or a time."""
    breaks = [match.start() for match in re.finditer("\n", text)]
    lines: dict[int, _Line] = {}
    for day in days:
        number = bisect_right(breaks, day.start)
        if day.sure or _alone(text, day) or _beside(text, day, clocks):
            lines.setdefault(number, _Line()).days.append(day)
    for clock in clocks:
        lines.setdefault(bisect_right(breaks, clock.start), _Line()).clocks.append(clock)
    return [lines[number] for number in sorted(lines)]


def _own(text: str, line: _Line, index: int) -> NamedDay | None:
    """Return the day on a clock's own line that is the clock's."""
    clock = line.clocks[index]
    earlier = [day for day in line.days if day.end <= clock.start]
    end = line.clocks[index + 1].start if index + 1 < len(line.clocks) else len(text)
    behind = next(
        (
            day
            for day in line.days
            if clock.end <= day.start < end and _JOINT.fullmatch(text, clock.end, day.start)
        ),
        None,
    )
    if behind and line.clocks[0].start < line.days[0].start:
        return behind  # "00:39 21 Mar, 02:14 21 Mar"
    return earlier[-1] if earlier else behind


def _alone(text: str, day: NamedDay) -> bool:
    """Whether a day is all there is in its line or cell."""
    before, after = text[max(0, day.start - 1) : day.start], text[day.end : day.end + 1]
    return before in {"", "\n", "\t"} and after in {"", "\n", "\t"}


def _beside(text: str, day: NamedDay, clocks: Sequence[Clock]) -> bool:
    starts = [clock.start for clock in clocks]
    place = bisect_right(starts, day.start)
    near = (
        _JOINT.fullmatch(text, day.end, clocks[place].start) if place < len(clocks) else None,
        _JOINT.fullmatch(text, clocks[place - 1].end, day.start) if place else None,
    )
    return any(near)
