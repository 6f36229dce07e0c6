"""What the marker of the ISS looks like."""

from __future__ import annotations

from enum import Enum, auto

from grader.page.observation import Marker


class Painting(Enum):
    """How a marker is painted."""

    OWN = auto()
    """An image of its own that loaded, an SVG, an emoji, a shape."""
    BROKEN = auto()
    """An image of its own that did not load."""
    EMPTY = auto()
    """A divIcon that paints nothing of its own."""
    DEFAULT = auto()
    """The pin that Leaflet brings."""
    CIRCLE = auto()
    """A circle, which has no icon."""
    NONE = auto()
    """There is no marker."""


def painting_of(marker: Marker | None) -> Painting:
    """Say how a marker is painted."""
    if marker is None:
        return Painting.NONE
    icon = marker.icon
    if icon is None:
        return Painting.CIRCLE
    if icon.is_default:
        return Painting.DEFAULT
    if icon.source is not None:
        is_seen = icon.loaded or (icon.paints and not icon.is_image)
        return Painting.OWN if is_seen else Painting.BROKEN
    return Painting.OWN if icon.paints else Painting.EMPTY
