"""Fields, lists and buttons of a page, and which of them a visitor would use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from grader.page.observation import Box
from grader.world.gazetteer import City, find

_PLACE = re.compile(
    r"city|town|place|location|address|where|ciudad|lugar|ubicaci|direcci|cidade|localidade"
    r"|stadt|\bort\b|ville|lieu|citt[àa]",
    re.IGNORECASE,
)
_SEARCH = re.compile(r"search|find|look|busca|suche|cherche|procur|pass|fly|predict", re.IGNORECASE)
_GO = re.compile(
    r"predict|pass|fly|sobrevuel|pasad|paso|passag|überfl|survol|find|search|check|show|get\b|go\b"
    r"|when|next|calc|submit|busca|ver\b|consult|prever|predec|suche|zeig|chercher|procurar|🔍|🔎",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"predict|pass(?:es)?\b|fly ?over|flyby|sobrevuel|pasada|passag|überfl|survol|sighting|avista"
    r"|when|cuándo|city|ciudad|locat|near me|where am i|ubicaci|dónde|standort|position|localiza",
    re.IGNORECASE,
)
_LATITUDE = re.compile(r"\blat|latit|breite", re.IGNORECASE)
_LONGITUDE = re.compile(r"\blon|\blng|longit|länge", re.IGNORECASE)
_TYPED = ("text", "search", "")
_CLICKED = ("div", "span", "li", "i", "label", "p", "td", "img", "svg", "h2", "h3", "h4")
"""Elements that are no buttons by themselves, and are listed where they behave like one."""
_PRESSED = ("button", "a", "summary")


@dataclass(frozen=True)
class Control:
    """Something to type into, choose from, or press."""

    number: int
    tag: str
    type: str
    usable: bool
    """Whether it is visible, and not disabled."""
    box: Box
    form: int
    """Which form it belongs to; -1 for none."""
    name: str
    """All that names it: label, placeholder, id, its own text."""
    options: tuple[str, ...]

    @property
    def is_field(self) -> bool:
        """Whether text can be typed into it."""
        return self.tag == "textarea" or (self.tag == "input" and self.type in _TYPED)

    @property
    def is_button(self) -> bool:
        """Whether it is there to be pressed."""
        return (
            self.tag in _PRESSED
            or (self.tag == "input" and self.type in ("submit", "button"))
            or self.tag in _CLICKED
        )


def controls_from(told: Iterable[Any]) -> tuple[Control, ...]:
    """Read what the lab tells of controls."""
    found = []
    for one in told:
        box = one.get("box") or (0, 0, 0, 0)
        found.append(
            Control(
                number=int(one["number"]),
                tag=str(one["tag"]),
                type=str(one["type"]),
                usable=bool(one["visible"]) and not one["disabled"],
                box=(float(box[0]), float(box[1]), float(box[2]), float(box[3])),
                form=int(one["form"]),
                name=str(one["name"]),
                options=tuple(str(option) for option in one["options"]),
            )
        )
    return tuple(found)


def field_for_a_city(controls: Sequence[Control]) -> Control | None:
    """Return the field into which a visitor would type a city."""
    fields = [one for one in controls if one.is_field and one.usable and not _is_coordinate(one)]
    return max(fields, key=_likeness, default=None)


def coordinates(controls: Sequence[Control]) -> tuple[Control, Control] | None:
    """Return the fields for latitude and longitude, if there are such."""
    fields = [one for one in controls if one.usable and (one.is_field or one.type == "number")]
    north = next((one for one in fields if _LATITUDE.search(one.name)), None)
    east = next((one for one in fields if _LONGITUDE.search(one.name)), None)
    return None if north is None or east is None or north == east else (north, east)


def list_of_cities(controls: Sequence[Control]) -> tuple[Control, dict[int, City]] | None:
    """Return a list to choose a city from, with the cities among its options."""
    for one in controls:
        if one.tag == "select" and one.usable:
            known = {number: find(text) for number, text in enumerate(one.options)}
            cities = {number: city for number, city in known.items() if city is not None}
            if len(cities) >= 2:
                return one, cities
    return None


def buttons_for(field: Control | None, controls: Sequence[Control]) -> list[Control]:
    """Return the buttons that a visitor would press after typing, the likeliest first."""
    buttons = [one for one in controls if one.is_button and one.usable]
    good = [one for one in buttons if _belongs(one, field) or _GO.search(one.name)]
    return sorted(good, key=lambda one: _nearness(one, field), reverse=True)


def openers(controls: Sequence[Control]) -> list[Control]:
    """Return the buttons and tabs behind which a predictor may hide."""
    return [one for one in controls if one.is_button and one.usable and _OPENS.search(one.name)]


def _is_coordinate(control: Control) -> bool:
    named = _LATITUDE.search(control.name) or _LONGITUDE.search(control.name)
    return bool(named) and not _PLACE.search(control.name)


def _likeness(control: Control) -> tuple[bool, bool]:
    return bool(_PLACE.search(control.name)), bool(_SEARCH.search(control.name))


def _belongs(button: Control, field: Control | None) -> bool:
    return field is not None and field.form >= 0 and button.form == field.form


def _nearness(button: Control, field: Control | None) -> tuple[bool, bool, float]:
    apart = 0.0
    if field is not None:
        apart = abs(button.box[1] - field.box[1]) + abs(button.box[0] - field.box[0]) / 4
    return _belongs(button, field), bool(_GO.search(button.name)), -apart
