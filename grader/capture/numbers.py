"""Finding the four numbers of a position in an answer or an object, and comparing them."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

FIELDS = ("latitude", "longitude", "altitude", "velocity")
NAMES = {
    "latitude": {"latitude", "lat", "latitud"},
    "longitude": {"longitude", "lon", "lng", "long", "longitud"},
    "altitude": {"altitude", "alt", "altitud"},
    "velocity": {"velocity", "vel", "velocidad"},
}
TOLERANCE = 0.00051
"""Three decimals, rounded by whoever wrote them, and a little for the machine."""
CUT = 0.00101
"""The same for a number that has no more than three decimals: it may have been cut."""
UNITS = frozenset({"unit", "units", "unidad", "unidades"})
DEPTH = 4


def position_in(answer: Any) -> dict[str, tuple[str, Any]]:
    """Return what an answer holds of the four fields: field → (key in the answer, value).

    The answer may be a mapping, or a mapping with a JSON text as ``body``, nested a few levels.
    """
    found: dict[str, tuple[str, Any]] = {}
    for key, value in _entries(answer, DEPTH):
        field = field_of(key)
        if field and field not in found:
            found[field] = (key, value)
    return found


def field_of(key: str) -> str | None:
    """Return the field that a key names: "lat", "latitude", "latitud", "iss_lat", "altitudeKm".

    A key of two fields, "lat_lon", names none.
    """
    words = {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", key)}
    if "solar" in words:
        return None  # solar_lat and solar_lon of the API are the Sun's, not the station's
    named = [field for field, names in NAMES.items() if words & names]
    return named[0] if len(named) == 1 and not words & UNITS else None


def is_name_of(field: str, key: str) -> bool:
    """Whether a key is one of the field's own names, and no more than that."""
    return key.lower() in NAMES[field]


def number(value: Any) -> float | None:
    """Return a number, also one written as text; None for anything else."""
    if isinstance(value, bool):
        return None
    if not isinstance(value, (int, float, str)):
        return None
    try:
        converted = float(value)
    except (ValueError, OverflowError):
        return None
    return converted if math.isfinite(converted) else None


def close(value: Any, truth: float) -> bool:
    """Whether ``value`` is ``truth``, unrounded or with at least three decimals."""
    given = number(value)
    if given is None:
        return False
    return abs(given - truth) <= (CUT if round(given, 3) == given else TOLERANCE)


def _entries(value: Any, depth: int) -> Iterator[tuple[str, Any]]:
    if depth == 0:
        return
    if isinstance(value, str) and value.lstrip()[:1] in {"{", "["}:
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return
    if isinstance(value, Mapping):
        for key, item in value.items():
            if isinstance(item, (int, float, str)) or item is None:
                yield str(key), item
        for item in value.values():
            if isinstance(item, (Mapping, list, str)):
                yield from _entries(item, depth - 1)
    elif isinstance(value, list):
        for item in value[:20]:
            yield from _entries(item, depth - 1)
