"""What the lab itself needs, and what pages most often load."""

from __future__ import annotations

AXE = ("axe-core", "4.14.1")
"""The accessibility rules that a page is held against."""
OUTLINE = ("world-atlas", "2.0.2")
"""The outline of the land that map tiles are drawn from."""
LEAFLET = (
    "0.7.1", "0.7.2", "0.7.3", "0.7.5", "0.7.7", "1.0.0", "1.0.1", "1.0.2", "1.0.3", "1.1.0",
    "1.2.0", "1.3.0", "1.3.1", "1.3.2", "1.3.3", "1.3.4", "1.4.0", "1.5.0", "1.5.1", "1.6.0",
    "1.7.0", "1.7.1", "1.8.0", "1.9.0", "1.9.1", "1.9.2", "1.9.3", "1.9.4", "2.0.0-alpha",
    "2.0.0-alpha.1",
)  # fmt: skip
"""Every release that has the traits by which the lab finds its maps."""
HELPERS = (
    ("@fortawesome/fontawesome-free", "5"),
    ("@fortawesome/fontawesome-free", "6"),
    ("@joergdietrich/leaflet.terminator", "latest"),
    ("@tailwindcss/browser", "4"),
    ("axios", "1"),
    ("bootstrap", "4"),
    ("bootstrap", "5"),
    ("chart.js", "4"),
    ("jquery", "3"),
    ("leaflet-rotatedmarker", "latest"),
    ("leaflet.fullscreen", "latest"),
    ("lucide", "latest"),
    ("luxon", "3"),
    ("moment", "2"),
    ("satellite.js", "4"),
    ("satellite.js", "5"),
    ("satellite.js", "6"),
    ("suncalc", "latest"),
)
"""Libraries beside Leaflet that trackers load, by range."""

EVERYTHING = (AXE, OUTLINE, *(("leaflet", version) for version in LEAFLET), *HELPERS)
"""What ``assets`` fetches ahead."""
