"""The fields of AWS's cron expressions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping


def covered(
    field: str, least: int, most: int, names: Mapping[str, int] | None = None
) -> frozenset[int]:
    """Return the numbers that a field of numbers, names, lists, ranges and steps covers.

    ``names`` are in upper case. A range whose end comes before its beginning goes round:
    ``MON-SUN``, ``22-6``. Raises ValueError for anything else, L, W and # among it.
    """
    return frozenset(
        number
        for part in field.upper().split(",")
        for number in _part(part, least, most, names or {})
    )


def _part(part: str, least: int, most: int, names: Mapping[str, int]) -> Iterator[int]:
    span, slash, step = part.partition("/")
    if span in ("*", "?"):
        first, last = least, most
    else:
        low, dash, high = span.partition("-")
        first = _number(low, least, most, names)
        last = _number(high, least, most, names) if dash else (most if slash else first)
    size = most - least + 1
    if last < first:
        last += size
    for number in range(first, last + 1, int(step) if slash else 1):
        yield least + (number - least) % size


def _number(text: str, least: int, most: int, names: Mapping[str, int]) -> int:
    number = names[text] if text in names else int(text)
    if not least <= number <= most:
        raise ValueError(f"{number} is not between {least} and {most}")
    return number
