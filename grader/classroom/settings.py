"""The instructor's course.toml: what counts, until when, and what lateness costs.

docs/course.toml shows every key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Literal, cast

from grader import __version__
from grader.classroom.choice import chosen
from grader.classroom.course_file import Table, parse_table, read_table
from grader.classroom.due_times import due_of, zone_of
from grader.classroom.late import LatePolicy
from grader.classroom.late_table import policy_of, with_defaults
from grader.course import Challenge, UnknownChallenge
from grader.locale import _

FILE = "course.toml"
SEEDS = 2**31
DEFAULT_SEED = 1
WHOLE = (
    "title", "timezone", "challenges", "attempt", "groups", "seed", "engine", "late", "challenge",
)  # fmt: skip
OF_CHALLENGE = ("weight", "due", "engine", "late")


@dataclass(frozen=True)
class ChallengeSettings:
    """What course.toml says of one challenge that counts."""

    number: int
    slug: str
    title: str
    weight: Decimal = Decimal(1)
    due: datetime | None = None
    """Aware; None when it may be handed in at any time."""
    late: LatePolicy = field(default_factory=LatePolicy)
    engine: str | None = None
    """The version of the grader that grades everybody's; None for whichever is installed."""


@dataclass(frozen=True)
class CourseSettings:
    """The rules of a class."""

    title: str
    challenges: tuple[ChallengeSettings, ...]
    """Those that count, in the order of the course."""
    attempt: Literal["best", "last"] = "best"
    groups: bool = False
    """Whether one hand-in counts for everybody of a group."""
    seed: int | None = DEFAULT_SEED
    """One number for all; None for one each."""
    notes: tuple[str, ...] = ()
    """What the instructor should know of how the file was understood."""

    def of(self, slug: str) -> ChallengeSettings:
        """Return the settings of one challenge. Raises KeyError when it does not count."""
        found = next((one for one in self.challenges if one.slug == slug), None)
        if found is None:
            raise KeyError(slug)
        return found

    def seed_of(self, student: str, slug: str) -> int:
        """Return the seed that a student's challenge is graded with, the same every time."""
        if self.seed is not None:
            return self.seed
        digest = hashlib.sha256(f"{student}\0{slug}".encode("utf-8", "surrogatepass")).digest()
        return int.from_bytes(digest[:8], "big") % SEEDS


def read_settings(
    path: Path | None, challenges: Sequence[Challenge], engine: str | None = __version__
) -> CourseSettings:
    """Return the rules in ``path``; without a file all challenges count alike, at any time.

    ``engine`` is the version that is to grade, None when nothing is. Raises WrongSettings, with
    the line and a remedy, for anything that is not understood.
    """
    if path is None or not path.exists():
        every = tuple(ChallengeSettings(c.number, c.slug, c.title) for c in challenges)
        return CourseSettings(_("Class"), every)
    return _Reader(read_table(path), challenges, engine).settings()


def parse_settings(
    text: str, file: Path, challenges: Sequence[Challenge], engine: str | None = __version__
) -> CourseSettings:
    """Return the rules in ``text``, which was in ``file``, as `read_settings` does."""
    return _Reader(parse_table(text, file), challenges, engine).settings()


@dataclass(frozen=True)
class _Reader:
    top: Table
    course: Sequence[Challenge]
    engine: str | None

    def settings(self) -> CourseSettings:
        top = self.top
        top.only(WHOLE)
        notes: list[str] = []
        counting = self._counting()
        own = self._own_tables(counting)
        zone = zone_of(top)
        late = top.table("late")
        policy_of(late)
        found = []
        for challenge in counting:
            table = own.get(challenge.slug) or Table(top.file, top.text, {}, ("challenge",))
            due = due_of(table, zone)
            if due is not None and due.note:
                notes.append(f"{challenge.number}: {due.note}")
            found.append(
                ChallengeSettings(
                    challenge.number,
                    challenge.slug,
                    challenge.title,
                    table.amount("weight", Decimal(1), example="2"),
                    due.moment if due else None,
                    policy_of(with_defaults(table.table("late"), late)),
                    self._engine(table),
                )
            )
        if not sum(one.weight for one in found):
            raise top.wrong(
                "challenge", _("every weight is 0."), _("Give one challenge a weight above 0.")
            )
        attempt = cast(Literal["best", "last"], top.one_of("attempt", ("best", "last"), "best"))
        return CourseSettings(
            top.string("title", _("Class")),
            tuple(found),
            attempt,
            top.yes_or_no("groups", False),
            _seed(top),
            tuple(notes),
        )

    def _counting(self) -> tuple[Challenge, ...]:
        words = self.top.values.get("challenges", "all")
        if isinstance(words, list) and all(isinstance(word, (int, str)) for word in words):
            words = ",".join(str(word) for word in words)
        if not isinstance(words, str):
            raise self.top.wrong(
                "challenges",
                _("challenges is not a list of them."),
                _("Write for example: {example}").format(example='challenges = "2-5,8"'),
            )
        try:
            return chosen(words, self.course)
        except UnknownChallenge as error:
            raise self.top.wrong(
                "challenges",
                str(error),
                _("Write for example: {example}").format(example='challenges = "2-5,8"'),
            ) from None

    def _own_tables(self, counting: Sequence[Challenge]) -> dict[str, Table]:
        tables = self.top.table("challenge")
        found: dict[str, Table] = {}
        for name in tables.values:
            own = tables.table(name)
            own.only(OF_CHALLENGE)
            try:
                (challenge,) = chosen(name, self.course)
            except (UnknownChallenge, ValueError):
                numbers = ", ".join(str(c.number) for c in self.course)
                raise own.wrong(
                    None,
                    _("there is no challenge {name}.").format(name=name),
                    _("The course has {numbers}; write [challenge.{first}].").format(
                        numbers=numbers, first=self.course[0].number
                    ),
                ) from None
            if challenge.slug in found:
                raise own.wrong(
                    None,
                    _("challenge {number} has two tables.").format(number=challenge.number),
                    _("Put everything into one."),
                )
            if challenge not in counting:
                raise own.wrong(
                    None,
                    _("challenge {number} does not count.").format(number=challenge.number),
                    _("Add it to challenges at the top of the file, or leave this table out."),
                )
            found[challenge.slug] = own
        return found

    def _engine(self, own: Table) -> str | None:
        table = own if "engine" in own.values else self.top
        wanted = table.string("engine", "")
        if wanted and self.engine is not None and wanted != self.engine:
            raise table.wrong(
                "engine",
                _("this is to be graded by Groundtrack {wanted}, and here is {here}.").format(
                    wanted=wanted, here=self.engine
                ),
                _(
                    "Install groundtrack {wanted} and grade with that, or write "
                    'engine = "{here}" and grade everybody again.'
                ).format(wanted=wanted, here=self.engine),
            )
        return wanted or None


def _seed(top: Table) -> int | None:
    seed = top.values.get("seed", DEFAULT_SEED)
    if seed == "each":
        return None
    if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed < SEEDS:
        raise top.wrong(
            "seed",
            _("seed is no whole number from 0 to {most}.").format(most=SEEDS - 1),
            _('Write seed = 1, or seed = "each" for one of each student\'s own.'),
        )
    return seed
