"""The row "flyover predictor": a page is asked about two cities and a place that is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from grader.locale import _
from grader.page.flyovers.answers import Reply, answer_to_nonsense
from grader.page.flyovers.asking import Asked, Visitor
from grader.page.flyovers.controls import (
    Control,
    coordinates,
    field_for_a_city,
    list_of_cities,
    openers,
)
from grader.page.flyovers.predictions import Prediction, predicted, span_of
from grader.world.gazetteer import City, cities, folded

if TYPE_CHECKING:
    from grader.page.stage import PageStage
    from grader.page.tracker import Tracker

T = TypeVar("T")
_UNREADABLE = ("api.n2yo.com",)
"""Services that send no Access-Control-Allow-Origin."""
NOWHERE = "Xqzvtrup"
"""A name that no place bears."""
_WITHOUT = re.compile(r"[\d\W]+")
_OPENED = 3
"""Buttons that are tried to open a predictor."""


@dataclass(frozen=True)
class Flyovers:
    """What the row is worth, and why."""

    points: int
    message: str = ""
    expected: str | None = None
    found: str | None = None
    hint: str | None = None
    service: str | None = None
    """A service that the page asked, and that is not played here."""
    has_stopped: bool = False
    """Whether the page stopped answering while it was asked."""


@dataclass(frozen=True)
class _Told:
    """A city and what the page said of it."""

    city: City
    answer: Asked
    prediction: Prediction


def ask_for_flyovers(stage: PageStage, tracker: Tracker) -> Flyovers:
    """Use the page's predictor as a visitor would, and hold its answers against the truth."""
    if tracker.first.trouble is not None:
        return stopped()
    stage.options.progress(_("asking for flyovers"))
    asker = _Asker(stage, Visitor(stage.lab))
    found = asker.by_city() or asker.by_list() or asker.by_coordinates() or asker.by_itself()
    if found.points:
        return found
    known = {url for url, _kind in tracker.first.noticed.get("unserved", ())}
    noticed = stage.lab.ask("noticed")
    asked = [
        url.partition("&")[0]
        for url, kind in noticed["unserved"]
        if kind == "empty" and url not in known
    ]
    if not asked:
        return found
    is_direct = any(one["url"].startswith(asked[0]) for one in noticed["requests"])
    if is_direct and asked[0].split("/")[2] in _UNREADABLE:
        return replace(
            found,
            found=asked[0],
            hint=_(
                "This service lets no page of others read its answers (CORS); compute the passes"
                " with satellite.js."
            ),
        )
    return replace(found, service=asked[0])


def stopped() -> Flyovers:
    """Return what the row is worth where a page stops answering."""
    return Flyovers(
        0,
        _("The page stopped answering when it was to be asked for flyovers."),
        hint=_("Search in steps, and let the page breathe between them."),
        has_stopped=True,
    )


class _Asker:
    def __init__(self, stage: PageStage, visitor: Visitor) -> None:
        self._visitor = visitor
        self._zone = stage.circumstances.zone
        self._cities = stage.circumstances.cities
        self._truth = stage.passes
        self._controls: Sequence[Control] = ()

    def by_city(self) -> Flyovers | None:
        """Type each city; None where there is no field."""
        field = self._opened(field_for_a_city)
        if field is None:
            return None
        told = [self._typed(city) for city in self._cities]
        if not any(one.prediction.true for one in told):
            return _untrue(told)
        if not all(one.prediction.true for one in told):
            lost = next(one for one in told if not one.prediction.true)
            return Flyovers(
                7,
                _("The predictor is right for one of two cities."),
                expected=_expected(lost),
                found=_found(lost),
                hint=_("Is the answer made anew for each city that is asked for?"),
            )
        unknown = self._ask(self._field(), NOWHERE, _is_reply)
        reply = answer_to_nonsense([unknown.before], unknown.after, NOWHERE)
        if reply.reply is Reply.WORDS:
            return Flyovers(10)
        return Flyovers(
            7,
            _("A city that does not exist is not answered in words."),
            expected=_("a sentence that no such city was found"),
            found=reply.text[:120] or _("nothing new on the page"),
            hint=_("Look at the geocoder's answer: an empty list means that no such city exists."),
        )

    def by_list(self) -> Flyovers | None:
        """Choose two cities from a list; None where there is none."""
        found = self._opened(list_of_cities)
        if found is None:
            return None
        control, options = found
        wanted = [folded(city.name) for city in self._cities]
        order = sorted(options.items(), key=lambda one: folded(one[1].name) not in wanted)
        told = []
        for number, city in order[:2]:
            self._visitor.read_first()
            self._visitor.choose(control, number)
            told.append(self._told(city, control))
        if all(one.prediction.true for one in told):
            return Flyovers(10)
        if not any(one.prediction.true for one in told):
            return _untrue(told)
        lost = next(one for one in told if not one.prediction.true)
        return Flyovers(
            7,
            _("The predictor is right for one of two cities."),
            expected=_expected(lost),
            found=_found(lost),
        )

    def by_coordinates(self) -> Flyovers | None:
        """Type latitude and longitude; None where there are no such fields."""
        fields = self._opened(coordinates)
        if fields is None:
            return None
        city = self._cities[0]
        self._visitor.read_first()
        self._visitor.type(
            (fields[0], f"{city.latitude:.4f}"), (fields[1], f"{city.longitude:.4f}")
        )
        told = self._told(city, fields[1])
        if told.prediction.true:
            return Flyovers(
                4,
                _("The predictor asks for coordinates, not for a city."),
                hint=_("A geocoder such as Nominatim turns a city's name into coordinates."),
            )
        return _untrue([told])

    def by_itself(self) -> Flyovers:
        """Look for passes over one fixed place, or over where the visitor stands."""
        self._visitor.read_first()
        for button in openers(self._visitor.controls())[:_OPENED]:
            self._visitor.press(button)
        answer = self._visitor.answer()
        for city in self._named_in(answer.after):
            prediction = self._predicted(city, answer, answer.after)
            if prediction.true:
                return Flyovers(
                    4,
                    _("The predictor knows one place alone."),
                    found=_("where its visitor stands: {city}").format(city=city.name)
                    if city is self._cities[0]
                    else city.name,
                    hint=_("Let visitors type a city."),
                )
        return _none(_("There is no predictor: no field, list or time of a pass."))

    def _opened(self, find: Callable[[Sequence[Control]], T | None]) -> T | None:
        """Return what is looked for, behind a button or tab if need be."""
        self._controls = self._visitor.controls()
        found = find(self._controls)
        for button in openers(self._controls)[:_OPENED]:
            if found is not None:
                return found
            self._visitor.press(button)
            self._controls = self._visitor.controls()
            found = find(self._controls)
        return found

    def _field(self) -> Control:
        """Return the field as it is now: a page may have made it anew."""
        return field_for_a_city(self._visitor.controls()) or self._controls[0]

    def _typed(self, city: City) -> _Told:
        answer = self._ask(
            self._field(), city.name, lambda one: self._predicted(city, one, one.text).answered
        )
        return _Told(city, answer, self._predicted(city, answer, answer.text))

    def _ask(self, field: Control, text: str, is_good: Callable[[Asked], bool]) -> Asked:
        self._visitor.read_first()
        self._visitor.type((field, text))
        return self._visitor.until(is_good, field)

    def _told(self, city: City, control: Control) -> _Told:
        answer = self._visitor.until(
            lambda one: self._predicted(city, one, one.text).answered, control
        )
        return _Told(city, answer, self._predicted(city, answer, answer.text))

    def _predicted(self, city: City, answer: Asked, text: str) -> Prediction:
        zones = [ZoneInfo(name) for name in dict.fromkeys((self._zone, "UTC", city.zone))]
        coming = self._truth.ahead(city, answer.now)
        return predicted(text, coming, answer.now, zones, context=answer.after)

    def _named_in(self, text: str) -> list[City]:
        """Return the cities that a page names, and where its visitor stands."""
        known = folded(text)
        return [self._cities[0], *(one for one in cities() if folded(one.name) in known)][:6]


def _is_reply(answer: Asked) -> bool:
    return answer_to_nonsense([answer.before], answer.after, NOWHERE).reply is not Reply.SILENT


def _untrue(told: Sequence[_Told]) -> Flyovers:
    first = next((one for one in told if one.prediction.answered), told[0])
    is_coarse = not (first.prediction.right or first.prediction.false)
    if not first.prediction.answered:
        return Flyovers(
            0,
            _("No time of a flyover appears when a city is asked for."),
            expected=_expected(first),
            found=_news(first.answer)[:160] or _("nothing new on the page"),
            hint=_("Say when the next pass begins, as a time of day or as minutes from now."),
        )
    if is_coarse:
        return Flyovers(
            2,
            _("The times of the flyovers are too coarse."),
            expected=_expected(first),
            found=_found(first),
            hint=_("Say the time of day, or hours and minutes from now."),
        )
    return Flyovers(
        2,
        _("The times of the flyovers are not true."),
        expected=_expected(first),
        found=_found(first),
        hint=_(
            "Compute them from the orbit: satellite.js with the elements that"
            " api.wheretheiss.at/v1/satellites/25544/tles gives."
        ),
    )


def _news(answer: Asked) -> str:
    """Return the lines that are new otherwise than by their numbers."""
    known = {_WITHOUT.sub("", line) for line in answer.before.splitlines()}
    return "\n".join(
        line for line in answer.after.splitlines() if _WITHOUT.sub("", line) not in known
    )


def _none(message: str) -> Flyovers:
    return Flyovers(
        0, message, hint=_("Add a field for a city, and a list of the next flyovers there.")
    )


def _expected(told: _Told) -> str | None:
    coming = told.prediction.expected
    if coming is None:
        return None
    return _("{city}: {span}").format(city=told.city.name, span=span_of(coming))


def _found(told: _Told) -> str:
    return _("{city}: {reason}").format(city=told.city.name, reason=told.prediction.reason)
