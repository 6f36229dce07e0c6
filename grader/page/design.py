"""The parts of a professional design that can be measured, two points each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from grader.locale import _, ngettext
from grader.page.breakage import where_in
from grader.page.lab.screens import DESKTOP, TELEPHONE
from grader.page.runs import OutageRun, Run
from grader.page.tracker import Tracker, Width
from grader.rubric import Finding

EACH = 2
"""Points of each part."""
_GRAVE = ("serious", "critical")
_OF_THE_HEAD = ("document-title", "html-has-lang")
"""Rules about what is judged by itself."""
_BROKEN = re.compile(r"\bNaN\b|\bundefined\b|\[object \w+\]|\bInvalid Date\b")
_WAITING = re.compile(
    r"load|cargando|carregando|lädt|laden|chargement|caricamento|wait|espera|aguard|connecting"
    r"|error|fail|fall[óoa]|fehler|erreur|erro\b|retry|reintent|unavail|no dispon|indispon"
    r"|offline|sin conexi|stale|antigu|desactual|problem|could not|cannot|unable|no se pudo"
    r"|lost|perdid|⚠|⏳|outage|old data|last known|última posici",
    re.IGNORECASE,
)
"""Words by which a page says that it waits, or that something went wrong."""


def flaws(tracker: Tracker, wide: Width, narrow: Width) -> tuple[Finding, ...]:
    """Return what is wrong with the design of a page, each worth EACH points."""
    outage = tracker.outage
    found = (
        _head(wide.facts),
        _overflow(wide, narrow),
        _rules(wide.facts.get("axe")),
        _mistakes(tracker, outage),
        _courtesy(tracker, wide, outage),
    )
    return tuple(one for one in found if one is not None)


def _head(facts: Any) -> Finding | None:
    lacks = [
        name
        for name, value in (
            ('<meta name="viewport">', facts.get("viewport")),
            ('<html lang="…">', facts.get("language")),
            ("<title>", str(facts.get("title") or "").strip()),
        )
        if not value
    ]
    if not lacks:
        return None
    return Finding(
        _("The page's head is not complete."),
        expected='<html lang="…">, <meta name="viewport">, <title>',
        found=_("no {what}").format(what=", ".join(lacks)),
        hint=_("They tell telephones how wide, and screen readers in which language, it is."),
    )


def _overflow(wide: Width, narrow: Width) -> Finding | None:
    for width, facts in ((DESKTOP[0], wide.facts), (TELEPHONE[0], narrow.facts)):
        over = float(facts.get("overflow") or 0)
        if over > 1:
            which = ", ".join(str(one[0]) for one in facts.get("wide") or ())
            return Finding(
                _("At a width of {width} pixels, the page must be scrolled sideways.").format(
                    width=width
                ),
                found=_("{over:.0f} pixels too wide: {which}").format(
                    over=over, which=which or _("the whole page")
                ),
                hint=_("Use max-width: 100% and flex-wrap instead of widths in pixels."),
            )
    return None


def _rules(told: Any) -> Finding | None:
    """Judge accessibility; where the rules could not be had, nobody loses points."""
    grave = [one for one in told or () if one[1] in _GRAVE and one[0] not in _OF_THE_HEAD]
    if not grave:
        return None
    name, impact, help_, places = grave[0]
    return Finding(
        ngettext(
            "Whoever cannot see or point cannot use the page: {n} rule is broken.",
            "Whoever cannot see or point cannot use the page: {n} rules are broken.",
            len(grave),
        ).format(n=len(grave)),
        expected=str(help_),
        found=f"{name} ({impact}): {', '.join(str(one) for one in places)}"[:300],
        hint=_remedy(str(name), str(places)),
    )


def _remedy(rule: str, places: str) -> str:
    match rule:
        case "aria-command-name" if "leaflet-marker" in places:
            return _("Name the marker: L.marker(position, { icon, title: 'ISS' }).")
        case "image-alt" if "leaflet-marker" in places:
            return _("Name the marker: L.marker(position, { icon, alt: 'ISS' }).")
        case "color-contrast":
            return _("Make the text darker, or what is behind it lighter: 4.5 to 1 is needed.")
        case "label" | "select-name":
            return _("Give the field a <label for=…> with its id; a placeholder is none.")
        case "image-alt" | "svg-img-alt" | "role-img-alt":
            return _("Say in alt what the picture shows.")
        case "button-name" | "link-name" | "aria-command-name":
            return _("Put words into it, or an aria-label where it shows an icon alone.")
        case "listitem":
            return _("Put every <li> into a <ul> or <ol>.")
        case "scrollable-region-focusable":
            return _('Give what scrolls tabindex="0", so that keys can scroll it.')
    return _("Look the rule up: https://dequeuniversity.com/rules/axe/4.11/{name}").format(
        name=rule
    )


def _mistakes(tracker: Tracker, outage: OutageRun) -> Finding | None:
    first = tracker.first
    for text in _texts(first):
        if (broken := _BROKEN.search(text)) is not None:
            return _on_screen(broken[0], text, _("while all is well"))
    for phase in outage.phases:
        for line in phase.lines:
            if (broken := _BROKEN.search(line)) is not None:
                when = _("while the API fails") if phase.kind else _("after the API had failed")
                return _on_screen(broken[0], line, when)
    calm = list(_errors(first))
    errors = [*calm, *_errors(outage.run)]
    if not errors and outage.run.trouble is None:
        return None
    if outage.run.trouble is not None:
        return Finding(
            _("The page stopped answering while the API failed."),
            hint=_("A loop that tries again at once never ends: wait between two tries."),
        )
    return Finding(
        _("An error of the page's script is caught by nobody."),
        found=errors[0].message,
        where=where_in(tracker, errors[0].source, errors[0].line),
        hint=_("Mend it; the browser's console (F12) shows it as well.")
        if calm
        else _("Catch it where it happens: try { await update() } catch (error) { … }"),
    )


def _on_screen(broken: str, text: str, when: str) -> Finding:
    return Finding(
        _("The page shows {broken} {when}.").format(broken=broken, when=when),
        found=text[:120],
        hint=_("Check what came before you show it: response.ok, and that it is a number."),
    )


def _texts(run: Run) -> Iterator[str]:
    for look in run.looks[len(run.looks) // 4 :]:
        yield from look.texts.values()


@dataclass(frozen=True)
class _Error:
    """An error that nobody caught."""

    message: str
    source: str = ""
    line: int = 0


def _errors(run: Run) -> Iterator[_Error]:
    """Yield uncaught errors of scripts, not files that failed to load."""
    for kind, message, source, line, _moment in run.noticed.get("errors", ()):
        if kind in ("error", "rejection"):
            first = (str(message).splitlines() or [kind])[0][:200]
            is_own = str(source).startswith("http://localhost/")
            place = f" ({source}:{line})" if source and line and not is_own else ""
            yield _Error(first + place, str(source), int(line))
    yield from (_Error(str(one).splitlines()[0][:200]) for one in run.noticed.get("uncaught", ()))


def _courtesy(tracker: Tracker, wide: Width, outage: OutageRun) -> Finding | None:
    lacks = []
    shown = tracker.first.tracking.map
    named = (shown.attribution if shown is not None else "") + " ".join(
        str(one) for one in wide.facts.get("attribution") or ()
    )
    if not _names_the_map(named):
        lacks.append(_("who made the map (the tile layer's attribution)"))
    if not _says_that_it_waits(tracker, outage):
        lacks.append(_("that data is being loaded, or could not be"))
    if not lacks:
        return None
    return Finding(
        _("The page does not say what a visitor should know."),
        expected=_("an attribution of the map, and a visible loading or error state"),
        found=_("it does not say {what}").format(what=_(" nor ").join(lacks)),
        hint=_("Set attribution in L.tileLayer; show a line while a request fails."),
    )


def _names_the_map(text: str) -> bool:
    return (
        re.search(
            r"openstreetmap|\bosm\b|carto|esri|mapbox|stadia|maptiler|nasa|opentopo|©", text, re.I
        )
        is not None
    )


def _says_that_it_waits(tracker: Tracker, outage: OutageRun) -> bool:
    """Whether new words appear while the API fails, or while the page loads."""
    calm = {line for phase in outage.phases if phase.kind is None for line in phase.lines}
    troubled: Sequence[str] = [
        line for phase in outage.phases if phase.kind for line in phase.lines if line not in calm
    ]
    if any(_WAITING.search(line) for line in troubled):
        return True
    if _says_the_same_at_each_failure(outage):
        return True
    return any(_WAITING.search(text) for text in tracker.written_texts)


def _says_the_same_at_each_failure(outage: OutageRun) -> bool:
    """Whether the same words, in whatever language, are there while the API fails alone."""
    failing = [_words(phase.lines) for phase in outage.phases if phase.kind]
    calm = [_words(phase.lines) for phase in outage.phases if phase.kind is None]
    always = frozenset.intersection(*failing) if failing else frozenset()
    return any(not _BROKEN.search(line) for line in always - frozenset[str]().union(*calm))


def _words(lines: Iterable[str]) -> frozenset[str]:
    """Return lines without their numbers, those of some length."""
    plain = (re.sub(r"[\d\W]+", " ", line).strip() for line in lines)
    return frozenset(one for one in plain if len(one) >= 6)
