"""Challenge 8: a tracker, judged by what a person sees."""

from __future__ import annotations

from grader.locale import _, ngettext
from grader.page.breakage import breakage
from grader.page.design import EACH, flaws
from grader.page.icons import Painting, painting_of
from grader.page.live_data import live_data
from grader.page.other_maps import other_technology
from grader.page.trails import find_trail, runs_across
from grader.rubric import Fail, ForPerson, Mismatch, Missing, NotJudged, check, given

OFTEN, SELDOM = 4.5, 11.0
"""Seconds between two updates: five to ten, and what a clock may be off."""
HASTY, RARE = 0.9, 30.0
"""Seconds between two updates that still show a tracker that lives."""


@given
def page(stage):
    """The page, watched for a minute; what keeps it from being judged is raised here."""
    tracker = stage.tracker
    if tracker.unavailable and not tracker.first.tracking.has_visible_map:
        url = tracker.unavailable[0]
        raise NotJudged(
            _("A file that the page loads could not be had: {url}").format(url=url),
            hint=_("Check again with a network; then it is kept: python -m grader assets"),
        )
    return tracker


@given
def run(page):
    """The minute in which the page was watched."""
    return page.first


@check("map", points=20)
def map_shows_where_the_iss_is(page, run):
    """Map with current ISS position."""
    tracking = run.tracking
    if tracking.map is None:
        if (technology := other_technology(page)) is not None:
            raise ForPerson(
                _("The map is no Leaflet map: {technology}.").format(technology=technology),
                hint=_("The brief asks for Leaflet; a person looks at this one."),
            )
        _leave_what_is_strange(page)
        if run.trouble is None and (broken := breakage(page)) is not None:
            raise _fail((broken,), keeps=0)
        raise Missing(
            _("There is no map on the page."),
            found=_the_trouble(run),
            hint=_("Make one with L.map, in a div that has a height."),
        )
    if not tracking.has_visible_map:
        width, height = (round(one) for one in tracking.map.box[2:])
        raise Missing(
            _("The map cannot be seen, or is too small."),
            expected=_("a visible map at least 200 pixels high"),
            found=_("{width} × {height} pixels").format(width=width, height=height),
            hint=_("Give its div a height in CSS: height: 60vh."),
        )
    if tracking.follows and tracking.in_view >= 0.75:
        return
    if tracking.follows:
        raise Mismatch(
            _("The marker follows the ISS, and leaves the window of the map."),
            found=_("in view at {share:.0%} of the looks").format(share=tracking.in_view),
            hint=_("Move the map with it: map.panTo(position)."),
            keeps=10,
        )
    if any(one.is_right for one in tracking.seen):
        raise Mismatch(
            _("The marker is right at first, and does not follow the ISS."),
            found=_("{n} places in a minute").format(n=tracking.places),
            hint=_("Move the marker at every update: marker.setLatLng(position)."),
            keeps=10,
        )
    last = tracking.seen[-1]
    if tracking.marker is None:
        raise Mismatch(
            _("There is a map, and no marker on it."),
            expected=_place(last.expected),
            hint=_("Add one where the ISS is: L.marker([latitude, longitude]).addTo(map)."),
            keeps=5,
        )
    if last.shown is not None and not tracking.moves:
        raise Mismatch(
            _("The marker stands still, and is not where the ISS is."),
            expected=_place(last.expected),
            found=_place(last.shown),
            hint=_("Ask https://api.wheretheiss.at/v1/satellites/25544 and use its answer."),
        )
    raise Mismatch(
        _("The map shows the ISS where it is not."),
        expected=_place(last.expected),
        found=_place(last.shown),
        hint=_("Leaflet takes [latitude, longitude], in this order."),
        keeps=5,
    )


@check("icon", points=10)
def the_icon_is_ones_own(page, run):
    """Custom ISS icon."""
    tracking = run.tracking
    _leave_to_a_person(page, _("A person looks at the icon: the map is no Leaflet map."))
    found = painting_of(tracking.marker)
    match found:
        case Painting.OWN:
            return
        case Painting.BROKEN:
            raise Mismatch(
                _("The icon's image does not load."),
                found=tracking.marker.icon.source,
                hint=_("Put the file into the folder, or draw the icon as SVG in L.divIcon."),
                keeps=5,
            )
        case Painting.EMPTY:
            raise Mismatch(
                _("The icon paints nothing of its own."),
                hint=_("L.divIcon needs html: an SVG, an image or an emoji."),
            )
        case Painting.DEFAULT:
            raise Mismatch(
                _("The marker is the pin that Leaflet brings."),
                hint=_("Give L.marker an icon: L.icon with a file, or L.divIcon with an SVG."),
            )
        case Painting.CIRCLE:
            raise Mismatch(
                _("The ISS is a circle; that is no icon."),
                hint=_("Use L.marker with an icon of your own."),
            )
    _leave_what_broke(page)
    raise Missing(_("There is no marker on the map."), hint=_("Add one: L.marker(position)."))


@check("update", points=20)
def the_position_is_asked_for_again_and_again(page, run):
    """Automatic update (every 5-10 sec)."""
    updates = _updates(run)
    gap = updates.median
    expected = _("a request every 5 to 10 s")
    if gap is None:
        _leave_what_is_strange(page)
        if not updates.moments:
            _leave_what_broke(page)
        raise Missing(
            _("The page asks once where the ISS is, and never again.")
            if updates.moments
            else _("The page never asks where the ISS is."),
            expected=expected,
            found=_requests(len(updates.every)),
            hint=_("Call your update from setInterval(update, 5000)."),
        )
    if updates.accelerate(60.0):
        raise Mismatch(
            _("The page asks ever more often: it sets timers and never clears them."),
            expected=expected,
            found=_requests(len(updates.every)),
            hint=_("Call setInterval once, outside the function that it calls."),
            keeps=8,
        )
    if (amiss := _pace(gap)) is not None:
        message, keeps = amiss
        raise Mismatch(
            message,
            expected=expected,
            found=_("a request every {seconds:.1f} s").format(seconds=gap),
            hint=_("setInterval takes milliseconds: 5000 are five seconds."),
            keeps=keeps,
        )
    if not run.computes and not page.outage.recovers:
        raise Mismatch(
            _("After a failure of the API, the page never asks again."),
            expected=_("a further try, once the API answers"),
            found=_last_request(page.outage),
            hint=_("Catch the error inside the update, so that the timer goes on."),
            keeps=15,
        )


@check("trajectory", points=15)
def the_way_of_the_iss_is_drawn(page, run):
    """Trajectory/movement trail."""
    _leave_to_a_person(page, _("A person looks at the trail: the map is no Leaflet map."))
    trail = find_trail(run.looks, run.track)
    if trail.is_there:
        outage = page.outage.run
        if trail.is_across or runs_across(outage.looks, outage.track):
            raise Mismatch(
                _("Where the ISS crosses ±180° of longitude, a line runs across the whole map."),
                hint=_("Begin a new piece of the polyline when the longitude jumps by over 180."),
                keeps=10,
            )
        return
    if trail.is_lost:
        raise Mismatch(
            _("The trail is lost at each update."),
            found=_("a line of {n} points").format(n=trail.longest),
            hint=_("Keep all positions in a list, and give the line the whole list."),
            keeps=7,
        )
    _leave_what_broke(page)
    raise Missing(
        _("No line or row of dots shows where the ISS was, or will be."),
        found=_("{n} lines that lie elsewhere").format(n=trail.strangers)
        if trail.strangers
        else _("no line"),
        hint=_("Add each new position to an L.polyline: line.addLatLng(position)."),
    )


@check("live_data", points=15)
def the_numbers_live(stage, page, run):
    """Live data (lat, lon, alt, vel)."""
    shown = live_data(run)
    for advice in shown.advice:
        stage.advise(advice)
    if not shown.lost:
        return
    if not shown.points:
        _leave_what_is_strange(page)
        _leave_what_broke(page)
    raise _fail(shown.lost, keeps=shown.points)


@check("predictor", points=10)
def flyovers_of_a_city_are_true(page):
    """Flyover predictor for a city."""
    flyovers = page.flyovers
    if flyovers.points < 10:
        if not flyovers.points:
            _leave_what_is_strange(page)
            _leave_what_broke(page)
        if flyovers.service is not None:
            raise ForPerson(
                _("The page asks a service that is not played here; a person looks."),
                found=flyovers.service,
            )
        raise Fail(
            flyovers.message,
            expected=flyovers.expected,
            found=flyovers.found,
            hint=flyovers.hint,
            keeps=flyovers.points,
        )


@check("design", points=10)
def the_page_is_well_made(page):
    """Professional design."""
    if not page.first.tracking.has_visible_map:
        _leave_to_a_person(page, _("A person looks at the design: the map is no Leaflet map."))
        _leave_what_is_strange(page)
        raise Missing(
            _("The design counts once the map can be seen."),
            hint=_("Earn the first criterion."),
        )
    if page.design is None:
        raise Fail(_("The page stopped answering while its design was measured."))
    found = flaws(page, *page.design)
    if found:
        raise _fail(found, keeps=10 - EACH * len(found))


def _leave_to_a_person(page, message):
    """Raise ForPerson where a map of another technology stands in Leaflet's place."""
    if page.first.tracking.map is None and other_technology(page) is not None:
        raise ForPerson(message)


def _leave_what_is_strange(page):
    """Raise ForPerson where there is no map, and a script of a host that is not played here."""
    if page.first.tracking.map is None and page.strangers:
        raise ForPerson(
            _("A script of this page is not to be had here; a person looks."),
            found=page.strangers[0],
        )


def _leave_what_broke(page):
    """Raise Missing where the first criterion says what broke the page."""
    run = page.first
    if run.tracking.map is None and run.trouble is None and breakage(page) is not None:
        raise Missing(
            _("The page broke before this could be seen."),
            hint=_("Mend what the first criterion says, and check again."),
        )


def _fail(findings, *, keeps):
    first, *rest = (
        Fail(
            one.message,
            expected=one.expected,
            found=one.found,
            where=one.where,
            hint=one.hint,
            keeps=keeps,
        )
        for one in findings
    )
    first.also = tuple(rest)
    return first


def _updates(run):
    """Requests for a position; moves of the marker where the page finds positions itself."""
    if len(run.asked.moments) < 2 and run.computes:
        return type(run.asked).of(run.tracking.changes)
    return run.asked


def _pace(gap):
    """What is wrong with the seconds between two updates, and the points that stay."""
    if gap < HASTY:
        return _("The page updates itself far too often."), 8
    if gap < OFTEN:
        return _("The page updates itself too often: the API asks for patience."), 15
    if gap > RARE:
        return _("The page updates itself far too seldom."), 8
    if gap > SELDOM:
        return _("The page updates itself too seldom."), 15
    return None


def _last_request(outage):
    moments = outage.run.asked.moments
    if not moments:
        return _("no request at all")
    return _("the last request {seconds:.0f} s after the start").format(seconds=moments[-1])


def _requests(count):
    return ngettext("{n} request in {seconds} s", "{n} requests in {seconds} s", count).format(
        n=count, seconds=60
    )


def _the_trouble(run):
    if run.trouble is None:
        return None
    return _("the page stopped answering after {seconds:.0f} s").format(seconds=run.trouble.at)


def _place(place):
    if place is None:
        return None
    return _("latitude {latitude:.3f}, longitude {longitude:.3f}").format(
        latitude=place[0], longitude=place[1]
    )
