"""From what a text names to moments: with now, a time zone, and an order of day and month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone, tzinfo

from grader.page.flyovers.dates import CalendarDay, Day, FromToday, Order, Weekday
from grader.page.flyovers.times import Reading, Wait, Wall

_ANY_DAY = 3
"""Days from today on which a time without a date may be."""


def epochs(reading: Reading, now: float, zone: tzinfo, order: Order) -> Iterator[float]:
    """Yield the moments (epoch seconds) that a reading means, the likeliest first."""
    if isinstance(reading, Wait):
        yield now + reading.seconds
        return
    if reading.offset is not None:
        zone = timezone(timedelta(minutes=reading.offset))
    today = datetime.fromtimestamp(now, zone).date()
    for day in _dates(reading, today, order):
        yield _at(reading, day, zone)
        if reading.rolls:
            yield _at(reading, day + timedelta(days=1), zone)


def _at(wall: Wall, day: date, zone: tzinfo) -> float:
    moment = datetime(day.year, day.month, day.day, tzinfo=zone)
    return moment.replace(hour=wall.hour, minute=wall.minute, second=wall.second or 0).timestamp()


def _dates(wall: Wall, today: date, order: Order) -> Iterator[date]:
    if not wall.days:
        yield from (today + timedelta(days=later) for later in range(_ANY_DAY))
    for day in wall.days:
        yield from _of_day(day, today, order)


def _of_day(day: Day, today: date, order: Order) -> Iterator[date]:
    if isinstance(day, FromToday):
        yield today + timedelta(days=day.days)
    elif isinstance(day, Weekday):
        ahead = (day.number - today.weekday()) % 7
        yield today + timedelta(days=ahead)
        if ahead == 0:
            yield today + timedelta(days=7)
    elif day.order in {None, order}:
        yield from _of_calendar(day, today)


def _of_calendar(day: CalendarDay, today: date) -> Iterator[date]:
    """Yield the date; without a year, the one that is nearest to today."""
    years = (today.year, today.year + 1, today.year - 1) if day.year is None else (day.year,)
    known = []
    for year in years:
        try:
            known.append(date(year, day.month, day.day))
        except ValueError:
            continue  # 30 February, or 29 in most years
    if known:
        yield min(known, key=lambda one: abs(one - today))
