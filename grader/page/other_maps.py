"""Maps that are no Leaflet maps: a person must look at them."""

from __future__ import annotations

from typing import Any

from grader.page.runs import Run
from grader.page.tracker import Tracker

_SCRIPTS = (
    ("Google Maps", ("maps.googleapis.com", "maps.google.com")),
    ("Cesium", ("cesium",)),
    ("globe.gl", ("globe.gl", "three-globe", "globe-gl")),
    ("MapLibre GL", ("maplibre",)),
    ("Mapbox GL", ("mapbox-gl", "api.mapbox.com")),
    ("OpenLayers", ("openlayers", "/ol@", "/ol.js")),
    ("three.js", ("three.module", "three.min.js", "/three@")),
    ("D3", ("d3.min.js", "d3.v", "/d3@", "topojson")),
    ("amCharts", ("amcharts",)),
    ("Plotly", ("plotly",)),
)


def other_technology(tracker: Tracker) -> str | None:
    """Return what a page without a Leaflet map draws one with; None where there is nothing."""
    run = tracker.first
    design = tracker.design
    seen: Any = design[0].facts.get("others", {}) if design is not None else {}
    asked = " ".join(one.url.lower() for one in run.requests)
    named = next((name for name, signs in _SCRIPTS if any(one in asked for one in signs)), None)
    if seen.get("globes"):
        return named or "WebGL"
    if seen.get("google"):
        return "Google Maps"
    if seen.get("canvases"):
        return named or "canvas"
    if named and seen.get("pictures"):
        return named
    return None if _is_broken(run) else named


def _is_broken(run: Run) -> bool:
    """Whether nothing at all was drawn because the page's own scripts failed."""
    return bool(run.noticed.get("errors"))
