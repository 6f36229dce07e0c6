"""The words of a challenge's checks: a criterion, its points, and how they are lost.

A check is a plain function. Its docstring is the line that the student reads, its parameters name
what it needs, and it returns when the points are earned::

    @check("two_captures", points=10, after="object_per_capture")
    def nothing_is_overwritten(capture):
        \"\"\"Two captures leave two objects.\"\"\"
        if len(capture.keys()) < 2:
            raise Missing(_("The second capture replaced the first."))

Any exception but the ones below is an error of the check's author, never a lost point.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any


def _make_plain(record: object, *names: str) -> None:
    """Clean the texts of a frozen record, once, where data becomes part of a report."""
    for name in names:
        text = getattr(record, name)
        if text is not None and not text.isascii():
            object.__setattr__(record, name, plain(text))


@dataclass(frozen=True)
class Where:
    """A place in the submission: ``file`` is relative, with forward slashes; ``text`` the line."""

    file: str
    line: int | None = None
    text: str | None = None

    def __post_init__(self) -> None:
        """Keep only text that can be written."""
        _make_plain(self, "file", "text")


@dataclass(frozen=True)
class Finding:
    """What was seen instead of what was expected, and what to try next."""

    message: str
    expected: str | None = None
    found: str | None = None
    where: Where | None = None
    hint: str | None = None

    def __post_init__(self) -> None:
        """Keep only text that can be written."""
        _make_plain(self, "message", "expected", "found", "hint")


class Fail(Exception):
    """The points are lost, save ``keeps`` of them (whole points)."""

    def __init__(
        self,
        message: str,
        *,
        expected: object = None,
        found: object = None,
        where: Where | None = None,
        hint: str | None = None,
        keeps: int = 0,
        also: Sequence[Fail] = (),
    ) -> None:
        super().__init__(message)
        self.finding = Finding(message, _shown(expected), _shown(found), where, hint)
        self.keeps = keeps
        self.also = tuple(also)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """This finding and those that were raised with it."""
        return (self.finding, *(f for other in self.also for f in other.findings))


class Missing(Fail):
    """Something that should be there is not."""


class Mismatch(Fail):
    """Something is there, and is not what it should be."""


class ForPerson(Exception):
    """The criterion was measured and is for a person to judge."""

    def __init__(self, message: str, *, found: object = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.finding = Finding(message, found=_shown(found), hint=hint)


class NotJudged(Exception):
    """The criterion cannot be judged here, through no fault of the submission."""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.finding = Finding(message, hint=hint)


class NotRun(Exception):
    """There is nothing that the criterion could look at, for a reason that another one judges."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.finding = Finding(message)


class CannotGrade(Exception):
    """Something of ours is missing or failed: an error with its remedy, never a lost point."""

    def __init__(self, message: str, *, hint: str | None = None, found: object = None) -> None:
        super().__init__(message)
        self.finding = Finding(message, found=_shown(found), hint=hint)


@dataclass(frozen=True)
class Check:
    """One criterion of a challenge."""

    id: str
    title: str
    points: int
    after: tuple[str, ...]
    judge: Callable[..., None] = field(repr=False, compare=False)
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Given:
    """Something that checks ask for by parameter name, made once for one grading."""

    name: str
    make: Callable[..., Any] = field(repr=False, compare=False)
    needs: tuple[str, ...] = ()


def check(
    id: str, *, points: int, after: str | Iterable[str] = ()
) -> Callable[[Callable[..., None]], Check]:
    """Make a function the judge of criterion ``id``, worth ``points`` (a whole number).

    ``after`` names the criteria without which this one cannot be observed at all.
    """

    def decorate(judge: Callable[..., None]) -> Check:
        title = inspect.getdoc(judge)
        if not title or "\n" in title:
            raise TypeError(f"check {id!r} needs a docstring of one line: the student reads it")
        parents = (after,) if isinstance(after, str) else tuple(after)
        return Check(id, title, points, parents, judge, tuple(inspect.signature(judge).parameters))

    return decorate


def given(make: Callable[..., Any]) -> Given:
    """Make a function's result available to checks under the function's name."""
    return Given(make.__name__, make, tuple(inspect.signature(make).parameters))


MANY = 8
"""Items of a list that are shown."""


def plain(text: str) -> str:
    """Return ``text`` as any file or console can hold it: lone surrogates become escapes."""
    return text.encode("utf-8", "backslashreplace").decode()


def _shown(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, (list, tuple, set, frozenset)):
        items = [str(item) for item in value]
        rest = [f"(+{len(items) - MANY})"] if len(items) > MANY else []
        return ", ".join((*items[:MANY], *rest)) or "–"
    return str(value)
