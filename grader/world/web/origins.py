"""Which hosts let pages of other origins read what they say."""

from __future__ import annotations

from grader.assets.address import HOSTS as CDNS

_OPEN = frozenset(
    {
        "api.allorigins.win",
        "api.corsproxy.io",
        "api.open-notify.org",
        "api.wheretheiss.at",
        "celestrak.com",
        "celestrak.org",
        "corsproxy.io",
        "fonts.googleapis.com",
        "fonts.gstatic.com",
        "geocoding-api.open-meteo.com",
        "nominatim.openstreetmap.org",
        "satellites.fly.dev",
        "tle.ivanstanojevic.me",
        "wheretheiss.at",
        "www.celestrak.com",
        "www.celestrak.org",
        *CDNS,
    }
)
"""Services that send Access-Control-Allow-Origin. N2YO, for one, does not."""
_OF_TILES = (
    "tile.openstreetmap.org", "basemaps.cartocdn.com", "arcgisonline.com", "opentopomap.org",
    "stadiamaps.com", "maptiler.com", "mapbox.com", "google.com", "nasa.gov",
)  # fmt: skip


def lets_others_read(host: str) -> bool:
    """Whether ``host`` sends Access-Control-Allow-Origin to everyone."""
    return host in _OPEN or host.endswith(_OF_TILES)
