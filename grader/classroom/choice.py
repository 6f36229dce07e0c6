"""Which challenges are meant by words such as "2-5,8"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.course import Challenge, UnknownChallenge
from grader.locale import _


def chosen(words: str, course: Sequence[Challenge]) -> tuple[Challenge, ...]:
    """Return the challenges of ``words`` (numbers, ranges, names, "all") in the course's order.

    Raises UnknownChallenge for a word that names none.
    """
    slugs: set[str] = set()
    for word in filter(None, re.split(r"[\s,]+", re.sub(r"\s*-\s*", "-", words))):
        found = _named(word, course)
        if not found:
            message = _("There is no challenge {name}; the course has {numbers}.")
            numbers = ", ".join(str(challenge.number) for challenge in course)
            raise UnknownChallenge(message.format(name=word, numbers=numbers))
        slugs.update(challenge.slug for challenge in found)
    if not slugs:
        raise UnknownChallenge(_("No challenge is named."))
    return tuple(challenge for challenge in course if challenge.slug in slugs)


def _named(word: str, course: Sequence[Challenge]) -> list[Challenge]:
    if word.lower() == "all":
        return list(course)
    if re.fullmatch("[0-9]{1,4}-[0-9]{1,4}", word):
        first, last = (int(end) for end in word.split("-"))
        ends = {first, last} <= {challenge.number for challenge in course} and first <= last
        return [c for c in course if first <= c.number <= last] if ends else []
    wanted = word.lower().replace("-", "_")
    return [
        challenge
        for challenge in course
        if wanted in {challenge.slug, challenge.slug.partition("_")[2]}
        or (re.fullmatch("[0-9]{1,4}", word) and int(word) == challenge.number)
    ]
