"""The days that a text names: calendar dates, weekdays, today and tomorrow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from grader.page.flyovers.overlap import free_of

_MONTHS = (
    "january jan enero ene janeiro januar jänner janvier janv",
    "february feb febrero fevereiro fev februar février févr fevrier fevr fév",
    "march mar marzo março marco märz mrz mars",
    "april apr abril abr avril avr",
    "may mayo maio mai",
    "june jun junio junho juni juin",
    "july jul julio julho juli juillet juil",
    "august aug agosto ago août aout",
    "september sept sep septiembre setiembre set setembro septembre",
    "october oct octubre outubro out oktober okt octobre",
    "november nov noviembre novembro novembre",
    "december dec diciembre dic dezembro dez dezember décembre déc",
)
_MONTH_OF = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}
_WEEKDAYS = (
    "monday mon lunes lun montag lundi segunda-feira segunda",
    "tuesday tues tue martes mar dienstag mardi terça-feira terça ter",
    "wednesday wed miércoles mié mittwoch mercredi mer quarta-feira quarta qua",
    "thursday thurs thu jueves jue donnerstag jeudi jeu quinta-feira quinta qui",
    "friday fri viernes vie freitag vendredi ven sexta-feira sexta sex",
    "saturday sat sábado sáb samstag samedi sam",
    "sunday sun domingo dom sonntag dimanche dim",
)
_WEEKDAY_OF = {word: number for number, words in enumerate(_WEEKDAYS) for word in words.split()}
_FULL = 5
"""Letters from which on a weekday is written out: "sun" and "mar" mean other things, too."""
_FROM_TODAY = {
    (0,): "today|hoy|hoje|heute|aujourd['’]hui",
    (0, 1): "tonight|esta noche|esta noite|heute nacht|heute abend|ce soir|cette nuit",
    (1,): "tomorrow|(?<!la )(?<!de )mañana|amanhã|(?<!am )morgen|demain",
    (2,): "day after tomorrow|pasado mañana|depois de amanhã|übermorgen|après-demain",
}


class Order(Enum):
    """What stands first in a date of numbers."""

    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True)
class CalendarDay:
    """A date; ``order`` is set where day and month could be the other way round."""

    month: int
    day: int
    year: int | None = None
    order: Order | None = None


@dataclass(frozen=True)
class Weekday:
    """A day of the week, 0 is Monday."""

    number: int


@dataclass(frozen=True)
class FromToday:
    """So many days after today."""

    days: int


Day = CalendarDay | Weekday | FromToday


@dataclass(frozen=True)
class NamedDay:
    """A day in a text, with every reading."""

    start: int
    end: int
    days: tuple[Day, ...]
    sure: bool = True
    """False for what is a day only beside a time: "3/4", "sun"."""


def _alternatives(words: list[str] | dict[str, int]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_MONTH = rf"(?P<month>{_alternatives(_MONTH_OF)})(?!\w)\.?"
_YEAR = r"(?P<year>20\d\d)(?![\d:])"
_WRITTEN = (
    # 21 March 2026, 21. März 2026, 21 de marzo de 2026, 21st of March, 21-Mar-2026
    rf"(?<![\d:.,/-]){_DAY}(?:st|nd|rd|th|er|º|ª|\.)? ?(?:-|(?:de|of) )?{_MONTH}"
    rf"(?:(?:,|-| del?| of)? ?{_YEAR})?",
    # March 21st, 2026
    rf"(?<!\w){_MONTH} {_DAY}(?:st|nd|rd|th)?(?![\d:.%°]|\w)(?:,? {_YEAR})?",
    # 2026-03-21
    rf"(?<!\d)(?P<year>20\d\d)(?P<mark>[-/.])(?P<number>0?[1-9]|1[0-2])(?P=mark){_DAY}(?!\d)",
)
_NUMBERS = (
    r"(?<![\d.,/-])(?P<first>\d{1,2})(?P<mark>[./-]) ?(?P<second>\d{1,2})(?P=mark) ?"
    r"(?P<year>20\d\d|\d\d)(?![\d:])",
    r"(?<![\d.,/:-])(?P<first>\d{1,2})(?P<mark>/)(?P<second>\d{1,2})(?![\d/])",
    r"(?<![\d.,/:-])(?P<first>\d{1,2})(?P<mark>\.)(?P<second>\d{1,2})\.(?!\d)",
)
_PATTERNS = tuple(re.compile(pattern, re.I) for pattern in (*_WRITTEN, *_NUMBERS))
_WEEKDAY = re.compile(rf"(?<!\w)(?P<word>{_alternatives(_WEEKDAY_OF)})(?!\w)\.?", re.I)
_TODAY = tuple(
    (tuple(FromToday(number) for number in days), re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.I))
    for days, words in reversed(_FROM_TODAY.items())
)
_NEAR = 12
"""Characters between a date and its weekday."""


def days_in(text: str) -> tuple[NamedDay, ...]:
    """Return the days that a text names, in order; blanks must be plain."""
    found: list[NamedDay] = []
    for pattern in _PATTERNS:
        found += free_of(found, [day for match in pattern.finditer(text) if (day := _dated(match))])
    for days, words in _TODAY:
        named = (NamedDay(*match.span(), days) for match in words.finditer(text))
        found += free_of(found, named)
    dates = tuple(found)
    for match in _WEEKDAY.finditer(text):
        number = _WEEKDAY_OF[match["word"].lower()]
        sure = len(match["word"]) >= _FULL
        named_day = NamedDay(*match.span(), (Weekday(number),), sure)
        if not any(_is_near(named_day, date) for date in dates):
            found.append(named_day)
    return tuple(sorted(found, key=lambda named: named.start))


def _is_near(weekday: NamedDay, date: NamedDay) -> bool:
    return date.start - weekday.end < _NEAR and weekday.start - date.end < _NEAR


def _dated(match: re.Match[str]) -> NamedDay | None:
    parts = match.groupdict()
    year = int(parts["year"]) if parts.get("year") else None
    if year is not None and year < 100:
        year += 2000
    if parts.get("month"):
        month = _MONTH_OF[parts["month"].lower()]
        return NamedDay(*match.span(), (CalendarDay(month, int(parts["day"]), year),))
    if parts.get("number"):
        day = CalendarDay(int(parts["number"]), int(parts["day"]), year)
        return NamedDay(*match.span(), (day,))
    days = tuple(_orders(int(parts["first"]), int(parts["second"]), year, parts["mark"]))
    return NamedDay(*match.span(), days, sure=year is not None) if days else None


def _orders(first: int, second: int, year: int | None, mark: str) -> Iterator[CalendarDay]:
    day_first = 1 <= first <= 31 and 1 <= second <= 12
    month_first = 1 <= first <= 12 and 1 <= second <= 31 and mark != "."
    both = day_first and month_first and first != second
    if day_first:
        yield CalendarDay(second, first, year, Order.DAY if both else None)
    if month_first and (first != second or not day_first):
        yield CalendarDay(first, second, year, Order.MONTH if both else None)
