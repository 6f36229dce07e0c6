"""What a predictor says about the passes that it shows: visible ones, high ones."""

from __future__ import annotations

import re
from dataclasses import dataclass

from grader.world.passes import CLEAR

_HIGHEST_LIMIT = 40.0
_PASSES = r"(?:pass(?:es|ages?)?|fly ?-?overs?|flybys?|sightings?|pases?|pasos?|avistamientos?"
_PASSES += r"|sobrevuelos?|passagens?|passagem|überflüge?|überflug|sichtungen|survols?)"
_ONLY_VISIBLE = re.compile(
    rf"visib\w+ (?:iss )?{_PASSES}"
    rf"|{_PASSES} (?:\w+ )?visib\w+(?! (?:for|por|durante|pendant|from|desde))"
    rf"|sichtbare\w* (?:iss-)?{_PASSES}|(?:naked|unaided) eye|a simple vista|a olho nu"
    r"|mit bloßem auge|à l['’]œil nu",
    re.I,
)
# A page with a choice between all and visible passes may show either.
_ALL = re.compile(rf"(?<!\w)(?:all|todos?|todas?|alle|tous|toutes)(?: \w+)? {_PASSES}", re.I)
_CHOICE = re.compile(r"(?<!\w)(?:only|s[oó]lo|nur|apenas|seulement)(?!\w)", re.I)
_VISIBLE = re.compile(r"visib|sichtbar|naked eye|simple vista|olho nu|bloßem auge|œil nu", re.I)
_LEAST = (
    re.compile(r"(?:\bmin\b|minimum|mínim|mindest)[^\n\d]{0,25}(\d{1,2}) ?[°º]", re.I),
    re.compile(
        r"(?:above|over|higher than|más de|sobre|mayor (?:a|que|de)|superior a|über|acima de"
        r"|mais de|plus de|au-dessus de|≥|>) {0,2}(\d{1,2}) ?[°º]",
        re.I,
    ),
    re.compile(
        r"(\d{1,2}) ?[°º] ?(?:or (?:higher|more|above)|and above|o más|ou mais|minimum)", re.I
    ),
)


@dataclass(frozen=True)
class Claim:
    """Which passes a page says that it shows."""

    visible: bool
    """Whether it speaks of visibility at all: the list may be of visible passes."""
    only_visible: bool
    """Whether it says that its passes are visible ones."""
    least: float
    """Degrees: passes that stay lower need not be listed."""


def claim_of(text: str) -> Claim:
    """Read what a page says around and in its answer."""
    stated = [float(match[1]) for pattern in _LEAST for match in pattern.finditer(text)]
    limits = [degrees for degrees in stated if CLEAR <= degrees <= _HIGHEST_LIMIT]
    plain = [line for line in text.splitlines() if not _CHOICE.search(line)]
    return Claim(
        visible=_VISIBLE.search(text) is not None,
        only_visible=any(map(_ONLY_VISIBLE.search, plain)) and not _ALL.search(text),
        least=min(limits, default=CLEAR),
    )
