"""The four quantities of a tracker: their names and units, as pages write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from grader.locale import _
from grader.world.orbit import MILES


class Quantity(StrEnum):
    """What a tracker shows about the ISS."""

    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    ALTITUDE = "altitude"
    VELOCITY = "velocity"


def name_of(quantity: Quantity) -> str:
    """Return the quantity's name in the student's language."""
    return {
        Quantity.LATITUDE: _("latitude"),
        Quantity.LONGITUDE: _("longitude"),
        Quantity.ALTITUDE: _("altitude"),
        Quantity.VELOCITY: _("velocity"),
    }[quantity]


@dataclass(frozen=True)
class Unit:
    """A unit, and how many of it make one degree, kilometre or kilometre an hour."""

    name: str
    factor: float


DEGREES = Unit("°", 1.0)
UNITS: dict[Quantity, tuple[Unit, ...]] = {
    Quantity.LATITUDE: (DEGREES,),
    Quantity.LONGITUDE: (DEGREES,),
    Quantity.ALTITUDE: (
        Unit("km", 1.0),
        Unit("mi", MILES),
        Unit("m", 1000.0),
        Unit("ft", 1000 / 0.3048),
    ),
    Quantity.VELOCITY: (
        Unit("km/h", 1.0),
        Unit("mph", MILES),
        Unit("m/s", 1 / 3.6),
        Unit("km/s", 1 / 3600),
        Unit("mi/s", MILES / 3600),
        Unit("kn", 1 / 1.852),
    ),
}

_PER_HOUR = r"(?:per|por|pro|par|an|à l['’]|/)\s?(?:hours?|horas?|stunden?|heures?|hr|h)"
_PER_SECOND = r"(?:per|por|pro|par|a|/)\s?(?:seconde?s?|segundos?|sekunden?|sec|seg|s)"
_KILOMETRES = r"(?:km|kil[oóô]m[eè]t(?:er|re|ro)s?n?)"
_MILES = r"(?:mi|miles?|millas?|milhas?|meilen?)"
_METRES = r"(?:m|m[eè]t(?:er|re|ro)s?n?|mts?)"
# The first that fits is meant: what is longer stands before what it begins with.
_UNIT_WORDS = {
    "km/h": rf"{_KILOMETRES}\s?{_PER_HOUR}|kmh|kph|kmph",
    "km/s": rf"{_KILOMETRES}\s?{_PER_SECOND}|kps",
    "mph": rf"mph|{_MILES}\s?{_PER_HOUR}",
    "mi/s": rf"{_MILES}\s?{_PER_SECOND}|mps",
    "m/s": rf"{_METRES}\s?{_PER_SECOND}",
    "kn": r"kn|kts?|knots?|nudos|knoten|nœuds|nós",
    "km": _KILOMETRES,
    "mi": _MILES,
    "m": _METRES,
    "ft": r"ft|feet|foot|pies?|pieds?|pés|fuß",
}
_UNIT = {
    name: re.compile(rf"[\s(]{{0,3}}(?:{words})(?!\w)", re.I) for name, words in _UNIT_WORDS.items()
}
_LABELS = re.compile(
    r"(?P<latitude>(?<![a-zà-ÿ])lat(?:itude|itud|itudine)?(?![a-zà-ÿ])|breite(?:ngrad)?|φ|緯度|위도)"
    r"|(?P<longitude>(?<![a-zà-ÿ])(?:longitude|longitud|long|lon|lng)(?![a-zà-ÿ])"
    r"|l[äa]nge(?:ngrad)?(?![a-zà-ÿ])|λ|経度|경도)"
    r"|(?P<altitude>(?<![a-zà-ÿ])(?:alt(?:itude|itud|itudine)?|altura|height|h[öo]he|flughöhe"
    r"|hauteur)(?![a-zà-ÿ])|高度|고도)"
    r"|(?P<velocity>(?<![a-zà-ÿ])(?:vel(?:ocity|ocidade|ocidad|ocità)?|speed|vitesse|rapidez"
    r"|geschw(?:indigkeit)?)(?![a-zà-ÿ])|速度|속도)",
    re.I,
)


@dataclass(frozen=True)
class Label:
    """A quantity named in a text."""

    start: int
    quantity: Quantity


def labels_in(text: str) -> Iterator[Label]:
    """Yield the quantities that a text names, in order, in any of the usual languages."""
    for match in _LABELS.finditer(text):
        if match.lastgroup:
            yield Label(match.start(), Quantity(match.lastgroup))


def unit_at(text: str, position: int) -> str | None:
    """Return the unit that follows a number which ends at ``position``, if any."""
    return next((name for name, words in _UNIT.items() if words.match(text, position)), None)


def measured_in(unit: str | None) -> Quantity | None:
    """Return what a unit measures: altitude or velocity."""
    for quantity in (Quantity.ALTITUDE, Quantity.VELOCITY):
        if any(unit == known.name for known in UNITS[quantity]):
            return quantity
    return None
