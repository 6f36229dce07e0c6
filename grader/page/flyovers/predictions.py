"""A flyover predictor's answer for one place, against the true passes over it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from grader.locale import _
from grader.page.flyovers.claims import Claim, claim_of
from grader.page.flyovers.dates import Order
from grader.page.flyovers.resolving import epochs
from grader.page.flyovers.times import Kind, Mention, Reading, Wait, moments_in
from grader.world.passes import Pass

HOURS = 240.0
"""How far ahead an answer is judged: ask for the true passes of this many hours."""
TOLERANCE = 180.0
"""Seconds before a pass and after it at which a time still is the pass's."""
FALSE_SHARE = 0.2
"""Of the future times shown that may be false."""

_NOW = 60.0
"""Seconds: a time this near to now is the page's own clock."""
_COARSE = 400.0
"""Seconds: "in 2 hours" names no pass, "in 1.5 hours" just does."""
_BORDER = 0.5
"""Degrees: what is just under a limit here may be over it for another place in the city."""


@dataclass(frozen=True)
class ShownTime:
    """A future time of an answer."""

    text: str
    moment: float
    """Epoch seconds, as the answer's time zone gives it."""
    passing: Pass | None
    """The true pass that it is in, or None for a false time."""


@dataclass(frozen=True)
class Prediction:
    """What an answer for one place is worth."""

    true: bool
    """Whether its earliest time is the next pass, and few of all are false."""
    reason: str
    """Why it is not true, in a sentence; empty when it is."""
    right: tuple[ShownTime, ...]
    false: tuple[ShownTime, ...]
    vague: tuple[str, ...]
    """What says too little to be judged: "in 2 hours"."""
    zone: str
    """The time zone that explains the answer best."""
    expected: Pass | None
    """The pass that should come first."""

    @property
    def answered(self) -> bool:
        """Whether it names any future time at all."""
        return bool(self.right or self.false or self.vague)


def predicted(
    answer: str,
    true_passes: Sequence[Pass],
    now: float,
    zones: Iterable[tzinfo],
    *,
    context: str = "",
    hours: float = HOURS,
) -> Prediction:
    """Judge the text that appeared after a place was asked for.

    ``true_passes`` are those of the next ``hours`` over the place; ``now`` is page time (epoch
    seconds); one of ``zones`` has to explain the whole answer. ``context`` is the text around it,
    where the page may say that it shows visible or high passes only.
    """
    mentions = moments_in(answer)
    claim = claim_of(f"{context}\n{answer}")
    zones = tuple(zones)
    readings = [
        _Interpretation(mentions, tuple(true_passes), now, zone, order, zones, hours).judged(claim)
        for zone in zones
        for order in Order
    ]
    return max(readings, key=lambda one: (one.true, len(one.right) - len(one.false)))


def span_of(one: Pass) -> str:
    """Write a pass as a student reads it: "2026-03-21 00:36–00:46 UTC"."""
    rise, end = datetime.fromtimestamp(one.rise, UTC), datetime.fromtimestamp(one.set, UTC)
    return f"{rise:%Y-%m-%d %H:%M}–{end:%H:%M} UTC"


@dataclass(frozen=True)
class _Interpretation:
    """An answer, read in one time zone and one order of day and month."""

    mentions: tuple[Mention, ...]
    passes: tuple[Pass, ...]
    now: float
    zone: tzinfo
    order: Order
    zones: tuple[tzinfo, ...]
    hours: float

    def judged(self, claim: Claim) -> Prediction:
        times = sorted(self._times(), key=lambda one: one.moment)
        right = tuple(one for one in times if one.passing)
        false = tuple(one for one in times if not one.passing)
        vague = tuple(mention.text for mention in self.mentions if _is_vague(mention))
        listed = [one.passing for one in right if one.passing]
        expected = next(
            (one for one in self.passes if self._may_be_first(one, listed, claim)), None
        )
        reason = self._reason(times, right, false, vague, expected, claim)
        name = str(self.zone)
        return Prediction(not reason, reason, right, false, vague, name, expected)

    def _times(self) -> Iterator[ShownTime]:
        """Yield the future times, one for each minute."""
        seen: set[int] = set()
        for mention in self.mentions:
            time = self._time(mention)
            if time and round(time.moment / 60) not in seen:
                seen.add(round(time.moment / 60))
                yield time

    def _time(self, mention: Mention) -> ShownTime | None:
        ahead = [
            moment
            for reading in mention.readings
            if not _is_coarse(reading)
            for moment in epochs(reading, self.now, self.zone, self.order)
            if self.now - _NOW < moment < self.now + self.hours * 3600
        ]
        for moment in ahead:
            if passing := self._passing(moment):
                return ShownTime(mention.text, moment, passing)
        if not ahead or mention.doubtful or self._is_now(mention):
            return None
        return ShownTime(mention.text, ahead[0], None)

    def _passing(self, moment: float) -> Pass | None:
        return next(
            (one for one in self.passes if one.rise - TOLERANCE <= moment <= one.set + TOLERANCE),
            None,
        )

    def _is_now(self, mention: Mention) -> bool:
        """Whether a time is that of the page's own clock, in any of the zones."""
        return any(
            abs(moment - self.now) <= _NOW
            for reading in mention.readings
            for zone in self.zones
            for moment in epochs(reading, self.now, zone, self.order)
        )

    def _may_be_first(self, first: Pass, listed: Sequence[Pass], claim: Claim) -> bool:
        """Whether a page with this claim may begin its list with a pass."""
        skipped = [
            one
            for one in self.passes
            # One that has begun is not the next any more.
            if one.culmination < first.culmination and one.rise > self.now + _NOW
        ]
        lowest = min((one.highest for one in listed), default=0.0)
        plainly = not claim.only_visible and all(
            _is_low(one, claim.least) and one.highest <= lowest + _BORDER for one in skipped
        )
        visibly = (
            claim.visible
            and first.perhaps_visible
            and all(_is_low(one, claim.least) or not one.visible_at_culmination for one in skipped)
        )
        return plainly or visibly

    def _reason(
        self,
        times: Sequence[ShownTime],
        right: Sequence[ShownTime],
        false: Sequence[ShownTime],
        vague: Sequence[str],
        expected: Pass | None,
        claim: Claim,
    ) -> str:
        if not times and vague:
            return _("“{text}” is too coarse to tell which pass is meant").format(text=vague[0])
        if not times:
            return _("no time of a pass appeared")
        if not right:
            return _("none of the {count} times shown is in a pass").format(count=len(times))
        first = times[0]
        listed = [one.passing for one in right if one.passing]
        if first.passing is None or not self._may_be_first(first.passing, listed, claim):
            return _("the earliest time shown, “{text}”, is not the next pass ({expected})").format(
                text=first.text, expected=span_of(expected) if expected else "–"
            )
        if len(false) > FALSE_SHARE * len(times):
            return _("{false} of the {count} times shown are in no pass").format(
                false=len(false), count=len(times)
            )
        return ""


def _is_low(one: Pass, least: float) -> bool:
    return one.highest < least + _BORDER


def _is_coarse(reading: Reading) -> bool:
    return isinstance(reading, Wait) and reading.precision > _COARSE


def _is_vague(mention: Mention) -> bool:
    return mention.kind is Kind.WAIT and all(map(_is_coarse, mention.readings))
