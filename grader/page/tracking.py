"""Which marker follows the ISS, and how well."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from grader.page.observation import Look, Map, Marker
from grader.world.sphere import Place, apart

RIGHT = 0.12
"""Degrees of arc between a marker and a place that was true: rounding, and a page's own orbit."""
WAY = 0.06
"""Degrees beside the way between two places that were served: pages glide from one to the next."""
TALL = 200
"""Pixels that a map must be high; as many must it be wide."""
MOSTLY = 0.75

Current = Callable[[float], Sequence[Place]]
"""Gives the places that are right at a moment, the two served last before the others."""


@dataclass(frozen=True)
class Seen:
    """What one look shows of the ISS."""

    at: float
    expected: Place | None
    """The place that was served last; None before anything was."""
    map: Map | None
    """The largest visible map, else the largest there is."""
    marker: Marker | None
    """The marker that is where the ISS is; None where none is."""
    shown: Place | None
    """Where that marker is, or the one that could be meant."""

    @property
    def is_right(self) -> bool:
        """Whether a marker is where the ISS is."""
        return self.marker is not None

    @property
    def is_in_view(self) -> bool:
        """Whether that marker can be seen without moving the map."""
        return self.marker is not None and self.map is not None and self.map.shows(self.marker)


@dataclass(frozen=True)
class Tracking:
    """How a page shows the ISS over time."""

    seen: tuple[Seen, ...]

    @property
    def after_first(self) -> tuple[Seen, ...]:
        """The looks at which a position had been served a moment ago."""
        known = [one for one in self.seen if one.expected is not None]
        return tuple(known[1:])

    @property
    def map(self) -> Map | None:
        """The map as it was last seen."""
        return next((one.map for one in reversed(self.seen) if one.map is not None), None)

    @property
    def has_visible_map(self) -> bool:
        """Whether a map of some height was visible at most looks."""
        large = [one for one in self.seen if one.map is not None and is_large(one.map)]
        return len(large) >= MOSTLY * max(1, len(self.seen) - 1)

    @property
    def right(self) -> float:
        """The share of looks at which a marker was where the ISS is."""
        return _share(one.is_right for one in self.after_first)

    @property
    def in_view(self) -> float:
        """The share of looks at which that marker could be seen."""
        return _share(one.is_in_view for one in self.after_first)

    @property
    def follows(self) -> bool:
        """Whether a marker keeps up with the ISS and moves."""
        return self.right >= MOSTLY and self.places >= 3

    @property
    def places(self) -> int:
        """At how many places a marker was right."""
        return len({one.marker.place for one in self.seen if one.marker is not None})

    @property
    def moves(self) -> bool:
        """Whether what could be meant changes its place at all."""
        return len({one.shown for one in self.seen if one.shown is not None}) > 1

    @property
    def marker(self) -> Marker | None:
        """The marker that follows the ISS as last seen; else the one that could be meant."""
        for one in reversed(self.seen):
            if one.marker is not None:
                return one.marker
        for one in reversed(self.seen):
            if one.map is not None and one.map.markers:
                return _likeliest(one.map.markers)
        return None

    @property
    def changes(self) -> tuple[float, ...]:
        """The moments at which the marker had a new place."""
        found: list[float] = []
        before: Place | None = None
        for one in self.seen:
            if one.marker is not None and one.marker.place != before:
                before = one.marker.place
                found.append(one.at)
        return tuple(found)


def track(looks: Iterable[Look], current: Current) -> Tracking:
    """Find the ISS at every look; ``current`` says where it may be."""
    return Tracking(tuple(_seen(look, current(look.at)) for look in looks))


def is_large(found: Map) -> bool:
    """Whether a map is visible, and large enough to be one."""
    return found.visible and found.box[3] >= TALL - 2 and found.box[2] >= TALL - 2


def _seen(look: Look, places: Sequence[Place]) -> Seen:
    maps = sorted(look.maps, key=_prominence, reverse=True)
    expected = places[min(1, len(places) - 1)] if places else None
    for found in maps:
        right = [one for one in found.markers if _is_right(one.place, places)]
        if right:
            marker = min(right, key=lambda one: one.icon is None)
            return Seen(look.at, expected, found, marker, marker.place)
    first = maps[0] if maps else None
    meant = _likeliest(first.markers) if first is not None and first.markers else None
    return Seen(look.at, expected, first, None, meant.place if meant else None)


def _is_right(place: Place, places: Sequence[Place]) -> bool:
    if any(apart(place, one) <= RIGHT for one in places):
        return True
    if len(places) < 2:
        return False
    before, last = places[0], places[1]
    return apart(before, place) + apart(place, last) <= apart(before, last) + WAY


def _likeliest(markers: Sequence[Marker]) -> Marker:
    """Return the marker that could be meant for the ISS: one with an icon of its own first."""
    return min(
        markers, key=lambda one: (one.icon is None, one.icon is not None and one.icon.is_default)
    )


def _prominence(found: Map) -> tuple[bool, float]:
    return found.visible, found.box[2] * found.box[3]


def _share(those: Iterable[bool]) -> float:
    every = list(those)
    return sum(every) / len(every) if every else 0.0
