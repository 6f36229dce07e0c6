"""Due times of course.toml: a moment, though local clocks skip hours and repeat them."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from grader.classroom.course_file import Table
from grader.locale import _

END_OF_DAY = time(23, 59, 59)


@dataclass(frozen=True)
class Due:
    """A due time, aware, and what to know where a local clock was not clear about it."""

    moment: datetime
    note: str = ""


def zone_of(table: Table) -> ZoneInfo | None:
    """Return the zone that local times are in, where the table names one."""
    name = table.string("timezone", "")
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        message = _("there is no time zone {name!r}.").format(name=name)
        raise table.wrong("timezone", message, _nearest_zone(name)) from None


def _nearest_zone(name: str) -> str:
    zones = sorted(available_timezones())
    if not zones:
        return _("Install the package tzdata, or write due times with an offset.")
    wanted = name.replace(" ", "_").lower()
    cities = [zone for zone in zones if zone.lower().rpartition("/")[2] == wanted]
    near = cities or difflib.get_close_matches(name, zones, 1)
    if near:
        return _("Did you mean {near}?").format(near=near[0])
    return _("Write a continent and a city, such as {example}.").format(example='"Europe/Madrid"')


def due_of(table: Table, zone: tzinfo | None) -> Due | None:
    """Return the table's ``due``; a day alone ends with its last second."""
    found = table.values.get("due")
    if found is None:
        return None
    if not isinstance(found, date):  # a datetime is a date as well
        message = _("due is not a date and time.")
        remedy = _("Write it without quotes: due = 2026-11-30T23:59:00+01:00")
        raise table.wrong("due", message, remedy)
    local = found if isinstance(found, datetime) else datetime.combine(found, END_OF_DAY)
    if local.tzinfo is not None:
        return Due(local)
    if zone is None:
        message = _("due says no time zone.")
        remedy = _(
            'Add an offset, as in {example}, or timezone = "Europe/Madrid" at the top of the file.'
        ).format(example=f"{local.isoformat()}+01:00")
        raise table.wrong("due", message, remedy)
    return in_zone(local, zone)


def in_zone(local: datetime, zone: tzinfo) -> Due:
    """Return the moment at which clocks of ``zone`` show ``local``.

    An hour that is skipped counts as the one after it, an hour that comes twice as the second.
    """
    first, second = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return Due(first)
    shown = first.astimezone(UTC).astimezone(zone)
    if shown.replace(tzinfo=None, fold=0) != local:
        note = _("{local} does not exist in {zone}, where clocks go forward: it counts as {shown}.")
        return Due(shown, note.format(local=f"{local:%Y-%m-%d %H:%M}", zone=zone, shown=shown))
    note = _("{local} comes twice in {zone}, where clocks go back: the second counts, {shown}.")
    return Due(second, note.format(local=f"{local:%Y-%m-%d %H:%M}", zone=zone, shown=second))
