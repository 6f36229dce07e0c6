"""From collected hand-ins to entries of the gradebook and jobs to be done."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.classroom.gradebook.book import Taken
from grader.classroom.job import Job, job_of
from grader.classroom.model import Collected, HandIn
from grader.classroom.settings import CourseSettings
from grader.course import Challenge
from grader.locale import spoken
from grader.rubric import Finding
from grader.submission import Rejected, advice_on, take

REFUSED = "refused:"
"""How the hash of a hand-in begins whose files could not be taken."""


@dataclass(frozen=True)
class Entry:
    """One hand-in: what is entered in the gradebook, and the job where there is one to be done."""

    taken: Taken
    job: Job | None


def entries(
    collected: Collected,
    challenges: Mapping[str, Challenge],
    settings: CourseSettings,
    *,
    confirmed: bool = False,
    progress: Callable[[int], None] = lambda _n: None,
) -> Iterator[Entry]:
    """Yield an entry for every hand-in and everything refused, in the order of students."""
    for number, hand_in in enumerate(collected.hand_ins, 1):
        yield _entry(hand_in, challenges[hand_in.slug], settings, confirmed)
        progress(number)
    for refused in collected.refused:
        slugs = [refused.slug] if refused.slug else list(challenges)
        for slug in slugs:
            yield Entry(
                Taken(
                    refused.student, slug, _refused(refused.source), refused.source,
                    None, None, refused.finding,
                ),
                None,
            )  # fmt: skip


def distinct(jobs: Iterable[Job]) -> list[Job]:
    """Return jobs without those that would do the same again."""
    return list({job.key: job for job in jobs}.values())


def _entry(
    hand_in: HandIn, challenge: Challenge, settings: CourseSettings, confirmed: bool
) -> Entry:
    seed = settings.seed_of(hand_in.student, challenge.slug)
    with tempfile.TemporaryDirectory(prefix="groundtrack-take-") as folder:
        try:
            submission = take(
                hand_in.folder,
                Path(folder),
                requires=challenge.requires,
                authored=challenge.folder,
                pictures=challenge.opens_page,
            )
            job = job_of(
                challenge, submission, seed=seed, language=spoken(),
                confirmed=confirmed and challenge.deploys,
            )  # fmt: skip
        except Rejected as rejection:
            refused = _taken(hand_in, _refused(hand_in.source), None, rejection.finding)
            return Entry(refused, None)
        notes = advice_on(submission, handed_in=True)
    return Entry(_taken(hand_in, submission.fingerprint, job.key, None, notes), job)


def _refused(source: str) -> str:
    """Return what stands for the hash of files that could not be taken."""
    return REFUSED + hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()


def _taken(
    hand_in: HandIn,
    submission: str,
    key: str | None,
    refusal: Finding | None,
    notes: tuple[Finding, ...] = (),
) -> Taken:
    return Taken(
        hand_in.student,
        hand_in.slug,
        submission,
        hand_in.source,
        hand_in.submitted,
        key,
        refusal,
        (*hand_in.notes, *notes),
    )
