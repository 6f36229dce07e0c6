"""What the words around a length of time or a clock say about it."""

from __future__ import annotations

import re
from enum import Enum

_LOOK_BACK = 70
"""Characters."""
_ABOUT = (
    r"(?:(?:about|approx\.?|around|less than|just|only|~|≈|unos|unas|uns|cerca de|aprox\.?"
    r"|menos de|ca\.?|etwa|environ|aproximadamente|apenas) ?)?"
)
_COLON = r"[ \n\t:~≈(–-]{0,3}"
_NEXT = r"(?:next|próxim[oa]s?|proxim[oa]s?|prochaine?s?|nächste[rns]?)"
_TOPIC = r"[^\n\d]{0,40}"
_ELSE = r"(?:(?!pass|paso|überflug|rise|visib|sichtb)[^\n\d]){0,40}"


class Sense(Enum):
    """What is said."""

    AHEAD = "something happens after it"
    NEXT = "likewise, or at that time of day"
    PAST = "something happened before it"
    LASTING = "something takes so long"
    APART = "it is about the page itself, or about the sun"
    NONE = "nothing"


_BEFORE = (
    (Sense.PAST, r"hace|há|vor|il y a"),
    (
        Sense.APART,
        rf"(?:updat|refresh|actualiz|atualiz|aktualis|mise? à jour|rafra[iî]ch|reload|recarg"
        rf"|{_NEXT} (?:poll|fetch|request)|(?:sun|moon)(?:rise|set)|amanecer|atardecer"
        rf"|sonnen(?:auf|unter)gang|(?:lever|coucher) du soleil|(?:nascer|pôr) do sol"
        rf"|(?:salida|puesta) del sol|epoch|época|epoche|époque){_ELSE}",
    ),
    (
        Sense.AHEAD,
        r"in|dentro de|en|em|daqui a|dans|d['’]ici|noch|faltan?|quedan?|restan?|t ?[-−–]"
        r"|countdown|cuenta (?:regresiva|atrás)|contagem regressiva|compte à rebours"
        r"|remaining|restantes?|verbleibend|verbleibt"
        r"|(?:time|zeit|tiempo|tempo|temps)[^\n\d]{0,30}(?<!\w)"
        r"(?:next|until|till|to|left|bis|hasta|para|até|avant|jusqu\w*)(?!\w)[^\n\d]{0,30}"
        rf"|(?:until|till|hasta|até|bis zum|jusqu'au) (?:the |el |la |o )?{_NEXT}{_TOPIC}",
    ),
    (
        Sense.LASTING,
        r"(?:durations?|duración|duracion|duração|duracao|dauer|durée|lasts?|dura|length)"
        r"[^\n\d]{0,12}|for|during|durante|por|pendant|für",
    ),
    # Not "the next 10 days".
    (Sense.NEXT, rf"{_NEXT}(?: ?[:\n]| [^\W\d]){_TOPIC}"),
)
_BEHIND = (
    (Sense.PAST, r"[ \n]?(?:ago|atrás)(?!\w)"),
    (
        Sense.AHEAD,
        r"[ \n]?(?:from now|to go|left|remaining|restantes?|away|later|más tarde|verbleib\w+"
        rf"|restant\w*|(?:until|till|to|hasta|até|bis) (?:the |el |la |o |zum )?{_NEXT})(?!\w)",
    ),
    (Sense.LASTING, r" ?\(?(?:min(?:utes?|utos?|uten)?|mins|long|lang)(?!\w)"),
)
_SAID_BEFORE = tuple(
    (sense, re.compile(rf"(?<!\w)(?:{words}){_COLON}{_ABOUT}$", re.I)) for sense, words in _BEFORE
)
_SAID_BEHIND = tuple((sense, re.compile(words, re.I)) for sense, words in _BEHIND)


def sense_of(text: str, start: int, end: int, heading: str | None = None) -> tuple[Sense, str]:
    """Return what is said about ``text[start:end]``, and the words in front that say it.

    In a table, the ``heading`` of the column stands in front.
    """
    front = text[max(0, start - _LOOK_BACK) : start]
    if heading is not None:
        cell = re.split(r"[\t\n]", front)[-1]
        front = f"{heading} {cell}"
    behind = [sense for sense, words in _SAID_BEHIND if words.match(text, end)]
    if behind and behind[0] is not Sense.LASTING:
        return behind[0], ""
    for sense, words in _SAID_BEFORE:
        if said := words.search(front):
            return sense, said[0]
    return (behind[0], "") if behind else (Sense.NONE, "")
