"""Map tiles, drawn from an outline of the land."""

from __future__ import annotations

import functools
import io
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

SIZE = 256
DEEPEST = 19
_SEA, _LAND, _SHORE = (170, 211, 223), (242, 239, 233), (150, 160, 150)
_NORTHMOST = 85.05112878
"""Degrees: where the square of Web Mercator ends."""

Point = tuple[float, float]
Ring = tuple[Point, ...]


@dataclass(frozen=True)
class Land:
    """One polygon in the unit square of Web Mercator; the first ring is its outside."""

    rings: tuple[Ring, ...]
    box: tuple[float, float, float, float]
    """Left, top, right, bottom."""


@dataclass(frozen=True, eq=False)
class Outline:
    """The land of the Earth; without any, tiles show the sea alone. Compared by identity."""

    lands: tuple[Land, ...] = ()

    @classmethod
    def read(cls, topology: bytes) -> Outline:
        """Read a TopoJSON file with an object called "land". Raises ValueError, LookupError."""
        facts = json.loads(topology)
        arcs = _arcs(facts)
        shapes = [
            polygon
            for geometry in facts["objects"]["land"]["geometries"]
            for polygon in (
                geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
            )
        ]
        return cls(tuple(_land([_ring(ring, arcs) for ring in rings]) for rings in shapes))

    def tile(self, zoom: int, column: int, row: int) -> bytes | None:
        """Return a PNG of SIZE pixels square; None where there is no such tile."""
        if not (0 <= zoom <= DEEPEST and 0 <= column < 2**zoom and 0 <= row < 2**zoom):
            return None
        return _drawn(self, zoom, column, row)


@functools.lru_cache(maxsize=2048)
def _drawn(outline: Outline, zoom: int, column: int, row: int) -> bytes:
    from PIL import Image, ImageDraw

    scale = 2**zoom
    left, top = column / scale, row / scale
    image = Image.new("P", (SIZE, SIZE), 0)
    image.putpalette([*_SEA, *_LAND, *_SHORE])
    draw = ImageDraw.Draw(image)
    for land in outline.lands:
        for world in (-1, 0, 1):
            box = (left + world, top, left + world + 1 / scale, top + 1 / scale)
            if _apart(land.box, box):
                continue
            for number, ring in enumerate(land.rings):
                points = [
                    (((x - world) * scale - column) * SIZE, (y * scale - row) * SIZE)
                    for x, y in ring
                ]
                draw.polygon(points, fill=0 if number else 1, outline=2)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _apart(one: Sequence[float], other: Sequence[float]) -> bool:
    return one[2] < other[0] or one[0] > other[2] or one[3] < other[1] or one[1] > other[3]


def _arcs(facts: Any) -> list[list[Point]]:
    """Undo the delta encoding of TopoJSON (RFC draft topojson-specification, 2.1.4)."""
    (x_scale, y_scale), (x_shift, y_shift) = (
        facts["transform"]["scale"],
        facts["transform"]["translate"],
    )
    arcs = []
    for encoded in facts["arcs"]:
        x = y = 0
        arc = []
        for right, up in encoded:
            x, y = x + right, y + up
            arc.append((x * x_scale + x_shift, y * y_scale + y_shift))
        arcs.append(arc)
    return arcs


def _ring(numbers: Sequence[int], arcs: Sequence[Sequence[Point]]) -> Ring:
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return tuple(_unbroken([_mercator(*point) for point in points]))


def _unbroken(points: Sequence[Point]) -> Iterator[Point]:
    """Let a ring that crosses ±180° run on beyond the edge of the map."""
    shift, before = 0, points[0][0]
    for x, y in points:
        if abs(x - before) > 0.5:
            shift += 1 if x < before else -1
        before = x
        yield x + shift, y


def _land(rings: Sequence[Ring]) -> Land:
    columns, rows = zip(*rings[0], strict=True)
    return Land(tuple(rings), (min(columns), min(rows), max(columns), max(rows)))


def _mercator(longitude: float, latitude: float) -> Point:
    sine = math.sin(math.radians(max(-_NORTHMOST, min(_NORTHMOST, latitude))))
    return (longitude + 180) / 360, 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)
