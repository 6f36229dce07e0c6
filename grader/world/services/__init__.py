"""The services of the sky, one file each; a service is a function of the request alone."""

from __future__ import annotations

from grader.world.orbit import Orbit
from grader.world.services.answer import Service
from grader.world.services.celestrak import Celestrak
from grader.world.services.open_notify import OpenNotify
from grader.world.services.wheretheiss import WhereTheIss


def services(orbit: Orbit) -> tuple[Service, ...]:
    """Give every service that the sky plays."""
    return (WhereTheIss(orbit), OpenNotify(orbit), Celestrak())


def web_services(orbit: Orbit) -> tuple[Service, ...]:
    """Give every service that pages ask, those of the sky among them."""
    from grader.world.services.ivanstanojevic import Ivanstanojevic
    from grader.world.services.nominatim import Nominatim
    from grader.world.services.open_meteo import OpenMeteo
    from grader.world.services.satellite_passes import SatellitePasses

    return (
        *services(orbit),
        Nominatim(),
        OpenMeteo(),
        Ivanstanojevic(),
        SatellitePasses(),
    )
