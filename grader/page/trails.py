"""Lines and dots that show where the ISS was, or will be."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from grader.page.ground_track import GroundTrack
from grader.page.observation import Line, Look, Map
from grader.world.sphere import Place, apart

NEAR = 0.9
"""Degrees that a point of a trail may lie beside the true track."""
MOSTLY = 0.8
LONG = 15.0
"""Degrees of arc from which a line that stands still counts as a predicted track."""
SEEN = 20
"""Pixels that a map must be wide and high for anything on it to be seen."""
ACROSS = 180.0
"""Degrees of longitude between two neighbours: the line runs across the whole map."""


@dataclass(frozen=True)
class Trail:
    """What a page draws along the track."""

    grows: bool
    """Points are added as time passes."""
    is_predicted: bool
    """A long true track is shown."""
    is_lost: bool
    """There are short lines on the track, each gone at the next update."""
    is_across: bool
    """A line runs across the map where the track meets ±180°."""
    longest: int
    """Points on the true track at the last look."""
    strangers: int
    """Lines that lie elsewhere."""

    @property
    def is_there(self) -> bool:
        """Whether there is a trail or a track."""
        return self.grows or self.is_predicted


def find_trail(looks: Sequence[Look], track: GroundTrack) -> Trail:
    """Judge the lines and dots of all looks against the true track."""
    counts = [_points_on_track(look, track) for look in looks]
    lines = [line for look in looks[-3:] for line in _lines(look)]
    on_track = [line for line in lines if _is_on_track(line, track)]
    first, last = _ends(counts)
    with_short = [look for look in looks if any(_is_on_track(one, track) for one in _lines(look))]
    grows = last >= 3 and last >= first + 2
    return Trail(
        grows=grows,
        is_predicted=any(_length(line) >= LONG for line in on_track),
        is_lost=not grows and bool(looks) and len(with_short) >= len(looks) / 2,
        is_across=any(line.jump > ACROSS for line in on_track),
        longest=last,
        strangers=len([line for line in lines if not _is_on_track(line, track)]),
    )


def runs_across(looks: Sequence[Look], track: GroundTrack) -> bool:
    """Whether a line along the track runs across the map at one of the looks."""
    return any(
        line.jump > ACROSS and _is_on_track(line, track) for look in looks for line in _lines(look)
    )


def _lines(look: Look) -> list[Line]:
    return [
        line for found in _seen(look) for line in found.lines if line.visible and line.count >= 2
    ]


def _seen(look: Look) -> list[Map]:
    """Return the maps on which anything can be seen."""
    return [found for found in look.maps if found.visible and min(found.box[2:]) >= SEEN]


def _is_on_track(line: Line, track: GroundTrack) -> bool:
    return track.share(_some(line.points), within=NEAR) >= MOSTLY


def _some(points: tuple[Place, ...], most: int = 40) -> tuple[Place, ...]:
    every = max(1, len(points) // most)
    return points[::every]


def _points_on_track(look: Look, track: GroundTrack) -> int:
    lines = sum(line.count for line in _lines(look) if _is_on_track(line, track))
    dots = [
        one.place
        for found in _seen(look)
        for one in found.markers
        if one.icon is None or not one.icon.is_default
    ]
    on_track = [place for place in dict.fromkeys(dots) if track.is_near(place, NEAR)]
    return max(lines, len(on_track))


def _ends(counts: Sequence[int]) -> tuple[int, int]:
    """Return how many points there were early, and at the end."""
    if not counts:
        return 0, 0
    early = counts[: max(1, len(counts) // 4)]
    return early[-1], counts[-1]


def _length(line: Line) -> float:
    return sum(apart(one, other) for part in line.parts for one, other in itertools.pairwise(part))
