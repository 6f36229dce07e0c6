"""What broke a page before it could show anything: a file, an integrity, an error of its script."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from grader.locale import _
from grader.page.tracker import Tracker
from grader.rubric import Finding, Where

_OWN = ("localhost", "127.0.0.1")
_SCRIPTS = (".js", ".mjs")
_EARLY = 3.0
"""Seconds after the start in which an error is one of loading."""


def breakage(tracker: Tracker) -> Finding | None:
    """Return what is to be mended first, where a page shows nothing; None where nothing broke."""
    return next(_causes(tracker), None)


def where_in(tracker: Tracker, source: str, line: int) -> Where | None:
    """Return the line of the submission that an address and a number name, if it is one."""
    parts = urlsplit(source)
    if parts.hostname not in _OWN or line < 1:
        return None
    name = unquote(parts.path).lstrip("/") or tracker.entry
    text = tracker.line(name, line)
    return None if text is None else Where(name, line, text.strip()[:160])


def _causes(tracker: Tracker) -> Iterator[Finding]:
    run = tracker.first
    for url in tracker.absent:
        yield Finding(
            _("The page loads a file that does not exist."),
            found=url,
            hint=_("Copy the address from the library's own page."),
        )
    for file in tracker.lost_files:
        if file.endswith(_SCRIPTS):
            yield Finding(
                _("The page loads a script that is not in the folder."),
                found=file,
                hint=_("Names are case-sensitive on the web; add the file, or correct the name."),
            )
    errors = run.noticed.get("errors", ())
    unserved = {url for url, _kind in run.noticed.get("unserved", ())}
    for kind, message, _source, _line, _moment in errors:
        url = str(message)
        is_script = urlsplit(url).path.endswith((*_SCRIPTS, ".css"))
        if kind == "resource" and is_script and url not in unserved:
            yield Finding(
                _("The browser refuses a file: it is not what the integrity attribute says."),
                found=url,
                hint=_("Copy address and integrity together from the library's page."),
            )
    for kind, message, source, line, moment in errors:
        if kind in ("error", "rejection") and float(moment) / 1000 - run.start < _EARLY:
            yield _of_script(tracker, str(message), str(source), int(line))
    for one in run.noticed.get("uncaught", ()):
        yield _of_script(tracker, str(one), "", 0)


def _of_script(tracker: Tracker, message: str, source: str, line: int) -> Finding:
    return Finding(
        _("The page's script stops with an error, and what stands behind it never runs."),
        found=message.splitlines()[0][:200] if message else None,
        where=where_in(tracker, source, line),
        hint=_remedy(message),
    )


def _remedy(message: str) -> str:
    if "L is not defined" in message:
        return _("Load Leaflet's script before your own.")
    if "Map container not found" in message:
        return _("Give the div the id that L.map names, above the script.")
    if "SyntaxError" in message:
        return _("Look at this line and the one before it: a bracket, comma, quote or =?")
    return _("Mend this first; the browser's console (F12) shows it as well.")
