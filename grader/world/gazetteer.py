"""Cities of the world, as the geocoding services of the sky know them."""

from __future__ import annotations

import functools
import unicodedata
from dataclasses import dataclass
from importlib import resources

from grader.world.sphere import Place, apart


@dataclass(frozen=True)
class City:
    """A place with a name; ``aliases`` are its names in other languages."""

    name: str
    country_code: str
    """Two capital letters (ISO 3166-1)."""
    country: str
    latitude: float
    longitude: float
    zone: str
    """The IANA name of its time zone."""
    aliases: tuple[str, ...] = ()

    @property
    def place(self) -> Place:
        """Latitude and longitude."""
        return self.latitude, self.longitude

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of it."""
        return (self.name, *self.aliases)


@functools.cache
def cities() -> tuple[City, ...]:
    """Return every city that is known, large ones first."""
    text = resources.files("grader.world").joinpath("data/cities.tsv").read_text(encoding="utf-8")
    return tuple(_city(line) for line in text.splitlines() if not line.startswith("#"))


def find(text: str) -> City | None:
    """Return the city called ``text``, in any language and spelling, its country after a comma."""
    name, _, rest = text.partition(",")
    found = [city for city in cities() if folded(name) in map(folded, city.names)]
    country = folded(rest.rpartition(",")[2])
    there = [one for one in found if country in (folded(one.country), one.country_code.lower())]
    return next(iter(there or found), None)


def nearest(latitude: float, longitude: float) -> tuple[City, float]:
    """Return the city nearest to a place, and how far it is, in degrees of arc."""
    return min(
        ((city, apart((latitude, longitude), city.place)) for city in cities()),
        key=lambda pair: pair[1],
    )


def folded(text: str) -> str:
    """Return ``text`` in lower case without accents or outer spaces."""
    plain = unicodedata.normalize("NFKD", text.strip().lower())
    return "".join(character for character in plain if not unicodedata.combining(character))


def _city(line: str) -> City:
    name, code, country, latitude, longitude, zone, *aliases = line.split("\t")
    others = tuple(one for text in aliases for one in text.split("|"))
    return City(name, code, country, float(latitude), float(longitude), zone, others)
