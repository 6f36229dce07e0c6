"""A class that never was, in a real gradebook: as many students and challenges as one likes."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache

from grader.classroom.gradebook.book import Gradebook, Taken
from grader.classroom.job import Job, Outcome
from grader.classroom.late import LatePolicy
from grader.classroom.model import Override, Student
from grader.classroom.settings import ChallengeSettings, CourseSettings
from grader.report.evidence import Evidence, Picture, Table
from grader.report.json import document
from grader.report.model import Criterion, CriterionStatus, Output, Report
from grader.rubric import Finding, Where

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
NAMES = (
    "localstack_setup", "s3_bucket", "hello_lambda", "iss_lambda", "save_to_s3", "schedule",
    "metadata_table", "tracker_dashboard", "api_log_etl", "csv_ingestion", "stream_to_table",
    "low_stock_alerts", "orders_on_fargate",
)  # fmt: skip
TRACKER = "08_tracker_dashboard"
ROWS = (
    ("deployed", "It is deployed.", 15), ("right_target", "It aims at the right target.", 25),
    ("right_values", "The values are right and of the right type.", 30),
    ("design", "The design is fit to be shown.", 20), ("survives", "It survives a failure.", 10),
)  # fmt: skip
FINDINGS = (
    Finding("The second capture replaced the first.", "two keys", "one key",
            Where("lambdas/capturar_iss.py", 31, '"latitude": data["longitude"],'),
            "Is the timestamp computed once, when the file is imported?"),
    Finding("latitude and longitude are swapped.", "latitude 41.9, longitude 12.4",
            "latitude 12.4, longitude 41.9", Where("lambdas/capturar_iss.py", 12)),
    Finding("Nothing is where it should be."),
)  # fmt: skip


@dataclass(frozen=True)
class Invented:
    """How large, and how it is drawn."""

    students: int = 60
    challenges: int = 13
    seed: int = 1
    pictures: bool = True

    @property
    def settings(self) -> CourseSettings:
        """Rules with a due time for each, ten percent a day."""
        late = LatePolicy("percent", per_day=Decimal(10), grace=timedelta(minutes=15))
        return CourseSettings(
            "Cloud engineering, autumn",
            tuple(
                ChallengeSettings(
                    number,
                    f"{number:02}_{name}",
                    name.replace("_", " ").capitalize(),
                    due=NOW + timedelta(days=7 * (number - 10)),
                    late=late,
                )
                for number, name in enumerate(NAMES[: self.challenges], start=1)
            ),
        )

    def write(self, book: Gradebook) -> None:
        """Fill a gradebook."""
        chance = random.Random(self.seed)
        students = [
            Student(
                f"s{n:03}", f"Student {n:03}", f"s{n:03}@example.org",
                section="ABC"[n % 3], group=f"g{n // 2}",
            )
            for n in range(1, self.students + 1)
        ]  # fmt: skip
        book.enrol(students)
        taken = [one for student in students for one in self._hand_ins(student, chance)]
        book.enter(one for one, _outcome in taken)
        for one, outcome in taken:
            if outcome is not None and one.key is not None:
                book.keep(_job(one), outcome)
        for student in students[:: max(1, self.students // 12)]:
            book.override(
                Override(student.id, "05_save_to_s3", "survives", 10, "Shown in person.",
                         "instructor", NOW)
            )  # fmt: skip

    def _hand_ins(
        self, student: Student, chance: random.Random
    ) -> Iterator[tuple[Taken, Outcome | None]]:
        strength = chance.gauss(0.75, 0.2)
        for challenge in self.settings.challenges:
            draw = chance.random()
            if draw < 0.05:
                continue
            due = challenge.due or NOW
            attempts = 1 if draw < 0.8 else chance.randint(2, 5)
            for number in range(attempts):
                late = chance.random() < 0.12
                when = due + timedelta(days=1.2 if late else -1.5) - timedelta(hours=attempts)
                yield self._hand_in(
                    student, challenge, number, min(NOW, when + timedelta(hours=number)),
                    strength, chance,
                )  # fmt: skip

    def _hand_in(
        self,
        student: Student,
        challenge: ChallengeSettings,
        number: int,
        when: datetime,
        strength: float,
        chance: random.Random,
    ) -> tuple[Taken, Outcome | None]:
        name = f"{student.id}{challenge.slug}{number}".encode().hex()
        one = Taken(
            student.id, challenge.slug, f"sha256:{name:0<64.64}", f"{student.id}.zip", when,
            f"{name:0<64.64}",
        )  # fmt: skip
        draw = chance.random()
        if draw < 0.015:
            refusal = Finding("The zip holds a path that leaves it.", found="../x", hint="Anew.")
            return replace(one, key=None, refusal=refusal), None
        if draw < 0.03:
            return one, Outcome(None, "it was stopped after 300 seconds")
        if draw < 0.06:
            return one, None
        report = self.report(challenge.number, challenge.slug, one.submission, strength, chance)
        return one, Outcome(document(report), seconds=report.seconds)

    def report(
        self, number: int, slug: str, submission: str, strength: float, chance: random.Random
    ) -> Report:
        """Return a report as they are: five rows, what was printed, pictures of the tracker."""
        rows = tuple(_row(slug, *row, strength, chance) for row in ROWS)
        return Report(
            engine="0.1.0", challenge=number, slug=slug, submission=submission, max_score=100,
            seed=1, graded_on={"cloud": "MiniStack 1.5.33"}, criteria=rows, seconds=1.5,
            output=(Output("capturar-iss", "START\nlatitude 41.9\n" * 40, ("KeyError: 'iss'",)),),
            evidence=_seen() if slug == TRACKER and self.pictures else (),
        )  # fmt: skip


def _row(
    slug: str, id: str, title: str, most: int, strength: float, chance: random.Random
) -> Criterion:
    if slug == TRACKER and id == "design" and chance.random() < 0.3:
        found = Finding("The design is for a person to judge.", found="3 colours, 2 fonts")
        return Criterion(id, title, 0, most, "for_person", (found,))
    status: CriterionStatus = "passed"
    points = most
    if chance.random() > strength:
        status, points = chance.choice((("failed", 0), ("failed", 0), ("partial", most // 2)))
    findings = () if status == "passed" else (chance.choice(FINDINGS),)
    return Criterion(id, title, points, most, status, findings)


def _job(one: Taken) -> Job:
    job = Job(
        int(one.slug[:2]), one.slug, one.submission, "sha256:" + "0" * 64, "0.1.0", 1, "en",
        one.slug == TRACKER, b"",
    )  # fmt: skip
    return _Keyed(**vars(job), known=one.key or "")


@dataclass(frozen=True)
class _Keyed(Job):
    """A job whose key is given."""

    known: str = ""

    @property
    def key(self) -> str:
        return self.known


@cache
def _seen() -> tuple[Evidence, ...]:
    return (
        Picture("at 1280 pixels", _screenshot(1280, 800), 1280, 800),
        Picture("at 375 pixels", _screenshot(375, 812), 375, 812),
        Table("Errors in the page", ("second", "error"), (("1", "none"),)),
    )


def _screenshot(width: int, height: int) -> bytes:
    """Return a picture that looks from afar like a tracker's."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (width, height), "#0b1d33")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width, 48), fill="#12345a")
    draw.text((16, 16), "ISS tracker", fill="white")
    path: Sequence[tuple[float, float]] = [
        (x, height / 2 + height / 4 * ((x / width * 8 % 2) - 1)) for x in range(0, width, 8)
    ]
    draw.line(path, fill="#ffb454", width=3)
    draw.ellipse((width / 2 - 9, height / 2 - 9, width / 2 + 9, height / 2 + 9), fill="#ff5d5d")
    target = io.BytesIO()
    image.save(target, "PNG")
    return target.getvalue()
