"""What the lab saw, read with care: the page itself wrote it, and may have written anything."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from grader.world.sphere import Place

Box = tuple[float, float, float, float]
"""Left, top, width, height, in CSS pixels."""
T = TypeVar("T")


@dataclass(frozen=True)
class Icon:
    """How a marker is painted."""

    is_image: bool
    is_default: bool
    """Whether it is the blue pin that Leaflet brings."""
    source: str | None
    """The address of its image, if it has one of its own."""
    loaded: bool | None
    """Whether that image loaded."""
    paints: bool
    """Whether it paints something of its own: SVG, text, a background, a border."""
    visible: bool
    box: Box | None


@dataclass(frozen=True)
class Marker:
    """A marker, circle or picture on a map; ``icon`` is None for circles."""

    place: Place
    point: tuple[float, float]
    """Pixels from the map's left and top."""
    icon: Icon | None


@dataclass(frozen=True)
class Line:
    """A line on a map."""

    parts: tuple[tuple[Place, ...], ...]
    """Its pieces, thinned where they are long."""
    count: int
    """How many points it has in all."""
    jump: float
    """The longest way in longitude between two neighbours, degrees."""
    visible: bool

    @property
    def points(self) -> tuple[Place, ...]:
        """The points of all pieces."""
        return tuple(point for part in self.parts for point in part)


@dataclass(frozen=True)
class Map:
    """A Leaflet map at one look."""

    box: Box
    visible: bool
    attribution: str
    markers: tuple[Marker, ...]
    lines: tuple[Line, ...]
    tiles: tuple[str, ...] = ()
    """The addresses of its tile layers."""

    def shows(self, marker: Marker) -> bool:
        """Whether the marker is within the map's window."""
        x, y = marker.point
        seen = marker.icon is None or marker.icon.visible
        return seen and 0 <= x <= self.box[2] and 0 <= y <= self.box[3]


@dataclass(frozen=True)
class Look:
    """One look at the page, ``at`` seconds of its time after it was opened."""

    at: float
    address: str
    maps: tuple[Map, ...]
    texts: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True)
class Request:
    """What the page asked for; ``at`` as in `Look`."""

    at: float
    url: str
    kind: str


@dataclass(frozen=True)
class Trouble:
    """The page stopped answering."""

    at: float
    reason: str
    has_left: bool = False
    """Whether it went away to another site."""


def looks_from(told: Iterable[Any]) -> tuple[Look, ...]:
    """Read looks; what is malformed is left out."""
    return _each(told, _look)


def requests_from(told: Iterable[Any]) -> tuple[Request, ...]:
    """Read requests."""
    return _each(told, lambda one: Request(_number(one["at"]), str(one["url"]), str(one["kind"])))


def trouble_from(told: Any) -> Trouble | None:
    """Read where the page hung, if it did."""
    if not isinstance(told, dict) or "hung" not in told:
        return None
    return Trouble(_number(told.get("at", 0)), str(told["hung"]), bool(told.get("left")))


def _look(told: Any) -> Look:
    texts = {str(name): str(text)[:300] for name, text in dict(told.get("texts", {})).items()}
    return Look(_number(told["at"]), str(told["address"]), _each(told["maps"], _map), texts)


def _map(told: Any) -> Map:
    layers = [one for one in told["layers"] if isinstance(one, dict)]
    placed = [one for one in layers if one.get("kind") in ("marker", "circle", "picture")]
    lines = [one for one in layers if one.get("kind") == "line"]
    return Map(
        box=_box(told["box"]),
        visible=bool(told["visible"]),
        attribution=str(told.get("attribution", "")),
        markers=_each(placed, _marker),
        lines=_each(lines, _line),
        tiles=tuple(str(one.get("url")) for one in layers if one.get("kind") == "tiles"),
    )


def _marker(told: Any) -> Marker:
    icon = told.get("icon")
    point = told["point"]
    return Marker(
        _place(told["place"]),
        (_number(point[0]), _number(point[1])),
        _icon(icon) if isinstance(icon, dict) else None,
    )


def _icon(told: Mapping[str, Any]) -> Icon:
    painted = [told, *(one for one in told.get("child", ()) if isinstance(one, dict))]
    box = told.get("box")
    paints = (
        bool(told.get("svg") or told.get("canvas") or told.get("text") or told.get("around"))
        or any(one.get("background") or one.get("border") for one in painted)
    ) and not (told.get("classic") and not told.get("children") and not told.get("text"))
    return Icon(
        is_image=told.get("tag") == "img",
        is_default=bool(told.get("isDefault")),
        source=None if told.get("source") is None else str(told["source"])[:200],
        loaded=None if told.get("loaded") is None else bool(told["loaded"]),
        paints=paints,
        visible=bool(told.get("visible")),
        box=None if box is None else _box(box),
    )


def _line(told: Any) -> Line:
    parts = tuple(_each(part, _place) for part in told["parts"])
    return Line(parts, int(_number(told["count"])), _number(told["jump"]), bool(told["visible"]))


def _place(told: Any) -> Place:
    return _number(told[0]), _number(told[1])


def _box(told: Any) -> Box:
    left, top, width, height = (_number(one) for one in told)
    return left, top, width, height


def _number(told: Any) -> float:
    if isinstance(told, bool) or not isinstance(told, (int, float)) or not math.isfinite(told):
        raise ValueError(f"{told!r} is no number")
    return float(told)


def _each(told: Any, read: Callable[[Any], T]) -> tuple[T, ...]:
    found = []
    for one in told if isinstance(told, (list, tuple)) else ():
        try:
            found.append(read(one))
        except (LookupError, TypeError, ValueError, AttributeError):
            continue
    return tuple(found)
