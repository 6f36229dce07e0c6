"""One job: a submission to be graded for one challenge, with everything that decides the result."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from grader import __version__
from grader.course import Challenge
from grader.packing import FAST, zipped
from grader.submission import Submission


@dataclass(frozen=True)
class Job:
    """Carries its inputs, so that it gives the same result wherever and however often it is run."""

    challenge: int
    slug: str
    submission: str
    """The fingerprint of its files ("sha256:…")."""
    course: str
    """The fingerprint of the challenge's own files."""
    engine: str
    seed: int
    language: str
    opens_page: bool
    files: bytes
    """A zip of the files that count, and of nothing else."""
    confirmed: bool = False
    """Whether what Terraform refuses is tried with the official provider before it costs points."""

    @property
    def facts(self) -> dict[str, Any]:
        """What the result depends on; the files are in it by their fingerprint."""
        return {one.name: getattr(self, one.name) for one in fields(self) if one.name != "files"}

    @property
    def key(self) -> str:
        """The facts as a hash: equal keys have equal results."""
        return hashlib.sha256(json.dumps(self.facts, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class Outcome:
    """How a job ended: with a report, or with the reason why there is none."""

    report: Mapping[str, Any] | None
    """The report as its JSON document; None when the job failed through no fault of its files."""
    failure: str = ""
    lacked: tuple[str, ...] = ()
    """Packages and addresses of files of others that a page asked for in vain."""
    refused: bool = False
    """Whether Terraform or a provider did not take what was written."""
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_memory: int = 0
    """Bytes; 0 where it cannot be measured."""

    @property
    def is_final(self) -> bool:
        """Whether there is nothing that trying again could change."""
        return self.report is not None and self.report["status"] != "error"


def job_of(
    challenge: Challenge,
    submission: Submission,
    *,
    seed: int,
    language: str,
    confirmed: bool = False,
) -> Job:
    """Return the job that grades ``submission`` for ``challenge``."""
    return Job(
        challenge=challenge.number,
        slug=challenge.slug,
        submission=submission.fingerprint,
        course=fingerprint_of(challenge),
        engine=__version__,
        seed=seed,
        language=language,
        opens_page=challenge.opens_page,
        confirmed=confirmed,
        files=zipped(
            {file: submission.content(file) for file in sorted(submission.files)}, level=FAST
        ),
    )


def fingerprint_of(challenge: Challenge) -> str:
    """Return the hash of what judges: the challenge's checks and its description."""
    digest = hashlib.sha256()
    for path in sorted(challenge.folder.glob("*")):
        if path.suffix in {".py", ".toml"} and path.is_file():
            content = path.read_bytes()
            digest.update(f"{path.name}\0{len(content)}\0".encode())
            digest.update(content)
    return f"sha256:{digest.hexdigest()}"
