"""Runs one job in a process behind walls, and takes its report only if it can be believed."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any

from grader.classroom.job import Job, Outcome
from grader.classroom.processes import Alone, Process
from grader.classroom.supplies import Supplies
from grader.course import find
from grader.packing import FAST, zipped
from grader.report.reading import from_document
from grader.sandbox import groups
from grader.sandbox.cells import CellFolder, remove_tree
from grader.sandbox.closed import CLOSED
from grader.sandbox.interpreter import PROJECT, python_argv
from grader.sandbox.seccomp import filter_file
from grader.sandbox.wall import SHARED_MEMORY, Wall, interpreter
from grader.sandbox.zygote import Zygote, ZygoteFailed
from grader.terraform.deploy import OFFICIAL_MEMORY

_MEGABYTE = 1024 * 1024
MOST_SECONDS = 300.0
"""Wall seconds after which a job is stopped; a check gives everything up long before."""
MOST_MEMORY = 3 * 1024 * _MEGABYTE
MOST_PROCESSES = 600
OFFICIAL_SECONDS = 600.0
"""Wall seconds more for a job that the official provider confirms; it waits a good deal."""
MOST_DISK = 1024 * _MEGABYTE
LONGEST_REPORT = 24 * _MEGABYTE
"""Bytes of a report, pictures included."""
_LAST_WORDS = 4096
Rows = tuple[tuple[str, int], ...]
"""Criteria by their ids, with their points."""
_USED = ("boto3", "psutil", "rich")
_FRESH = {"/tmp": MOST_DISK, "/dev/shm": SHARED_MEMORY}  # noqa: S108 - the job's own
_FRESH_ONES = tuple(f"{folder}/" for folder in _FRESH)
_HOME = "/tmp/job"  # noqa: S108 - the job's own
_PACKAGES = tuple(entry for entry in sys.path if entry.endswith("-packages"))
"""Where installed packages are."""


@dataclass(frozen=True)
class Jail:
    """What every job of a batch has in common."""

    folder: Path
    """A private folder with what walls are made of."""
    supplies: Supplies
    """What is put into the cache that each job begins with."""
    terraform: str = "bundled"
    browser: str | None = None
    official: Path | None = None
    """The program of the official provider, for jobs that are confirmed by it."""
    walled: bool = True
    """Without walls a job is a plain process: only for work that is trusted."""
    seconds: float = MOST_SECONDS
    zygote: Zygote | None = None
    """Where jobs are forked from; without one each is started anew."""
    why_no_zygote: str = ""
    """The reason where one was tried in vain."""
    running: set[Process] = field(default_factory=set, compare=False)
    """The jobs in flight."""
    rows: dict[str, Rows] = field(default_factory=dict, compare=False)
    """What was found by `rows_of`."""

    @classmethod
    def prepare(cls, cell: CellFolder, supplies: Supplies, **options: Any) -> Jail:
        """Return a jail whose walls are made in ``cell``. Raises OSError, NoSeccomp."""
        jail = cls(cell.path, supplies, **options)
        if jail.walled:
            filter_file(cell.path, "job")
            (cell.path / "hosts").write_text("127.0.0.1 localhost\n::1 localhost\n")
            (cell.path / "passwd").write_text("student:x:1000:1000::/tmp/job:/bin/false\n")
        return jail

    def with_zygote(self) -> Jail:
        """Return this jail with a process that jobs are forked from, where that can be had."""
        wall = self._wall(())
        kept = (one for one in wall.read if one.startswith(_FRESH_ONES) and Path(one).exists())
        program = ("grader.sandbox.zygote_program", "grader.classroom.jailed", json.dumps(_FRESH))
        argv = wall.argv(*python_argv(*program, *dict.fromkeys(kept), packages=_USED))
        try:
            zygote = Zygote(argv, env=_environment(_HOME), log=self.folder / "zygote.log")
        except (ZygoteFailed, OSError) as error:
            return replace(self, why_no_zygote=str(error))
        return replace(self, zygote=zygote)

    def perform(self, job: Job) -> Outcome:
        """Run ``job``; whatever goes wrong on our side is in the outcome.

        A page that asked for files of others in vain is opened once more when they can be had;
        Terraform files that were refused are deployed once more where a job asks for that.
        """
        given = self.supplies.of(job)
        outcome = self._performed(job, given)
        if outcome.lacked:
            fetched = self.supplies.of(job, outcome.lacked)
            if fetched.keys() != given.keys():
                return self._performed(job, fetched)
        if outcome.refused and job.confirmed:
            return replace(self, seconds=self.seconds + OFFICIAL_SECONDS)._performed(
                job, given, self.official
            )
        return outcome

    def _performed(
        self, job: Job, cache: Mapping[str, bytes], official: Path | None = None
    ) -> Outcome:
        started = time.monotonic()
        with contextlib.ExitStack() as ending:
            limits = ending.enter_context(
                groups.limited(
                    memory=MOST_MEMORY + (OFFICIAL_MEMORY if official else 0),
                    processes=MOST_PROCESSES,
                )
                if self.walled
                else contextlib.nullcontext(())
            )
            home = _HOME if self.walled else ending.enter_context(self._home())
            process = self.start(_environment(home), limits)
            run = _Run(process, job, self, zipped(cache, level=FAST), official)
            outcome = run.outcome()
            excess = groups.went_over(limits)
            used = groups.used(limits)
        if outcome.report is None and excess:
            outcome = replace(outcome, failure=f"it took more {excess} than a job may")
        return replace(
            outcome,
            seconds=time.monotonic() - started,
            cpu_seconds=used.cpu_seconds,
            peak_memory=used.peak_memory,
        )

    def rows_of(self, job: Job) -> Rows:
        """Return the criteria of a job's challenge, and their points."""
        if job.slug not in self.rows:
            checks = find(job.slug).checks
            self.rows[job.slug] = tuple((check.id, check.points) for check in checks)
        return self.rows[job.slug]

    def stop(self) -> None:
        """End the jobs in flight at once."""
        for process in tuple(self.running):
            process.kill()
        if self.zygote is not None:
            self.zygote.stop()

    def start(self, env: Mapping[str, str], limits: tuple[Path, ...]) -> Process:
        """Start the process of one job. Raises OSError."""
        if self.zygote is not None and self.zygote.is_alive:
            return self.zygote.fork(env, limits)
        return Alone(self._argv(limits), env)

    def _argv(self, limits: tuple[Path, ...]) -> list[str]:
        argv = python_argv("grader.classroom.jailed", packages=_USED)
        return self._wall(limits).argv(*argv) if self.walled else argv

    def _wall(self, limits: tuple[Path, ...]) -> Wall:
        return Wall(
            read=(
                *interpreter(), *_PACKAGES, str(PROJECT / "grader"),
                str(PROJECT / "challenges"), "/etc/chromium", "/etc/fonts", *self._programs(),
            ),
            temporary=MOST_DISK,
            filter=self.folder / "job.filter",
            files={"/etc/hosts": self.folder / "hosts", "/etc/passwd": self.folder / "passwd"},
            groups=limits,
            nobody=True,
        )  # fmt: skip

    def _programs(self) -> tuple[str, ...]:
        terraform = None if self.terraform == "bundled" else self.terraform
        named = (terraform, self.browser, self.official)
        return tuple(str(Path(one).resolve()) for one in named if one)

    @contextlib.contextmanager
    def _home(self) -> Iterator[str]:
        """Give the folder of one job without walls."""
        home = tempfile.mkdtemp(prefix="job-", dir=self.folder)
        try:
            yield home
        finally:
            remove_tree(Path(home))


class Nursery:
    """A jail whose zygote is started with the first job, not where there is nothing to be done."""

    def __init__(self, jail: Jail) -> None:
        self._jail = jail
        self._is_tried = False
        self._lock = threading.Lock()

    def perform(self, job: Job) -> Outcome:
        """Run ``job`` as the jail does."""
        with self._lock:
            if not self._is_tried:
                self._jail = self._jail.with_zygote()
                self._is_tried = True
        return self._jail.perform(job)

    def stop(self) -> None:
        """End the jobs in flight, and the zygote."""
        self._jail.stop()


def _environment(home: str) -> dict[str, str]:
    environment = {
        **CLOSED, "HOME": home, "XDG_CACHE_HOME": f"{home}/cache", "PATH": os.defpath,
        "LANG": "C.UTF-8", "TZ": "UTC",
    }  # fmt: skip
    if sys.platform == "win32":
        environment |= {"SYSTEMROOT": os.environ["SYSTEMROOT"], "USERPROFILE": home}
        environment |= {"LOCALAPPDATA": f"{home}/cache", "TEMP": home, "TMP": home}
    return environment


class _Run:
    """One process with one job."""

    def __init__(
        self, process: Process, job: Job, jail: Jail, cache: bytes, official: Path | None
    ) -> None:
        self._process = process
        self._job = job
        self._jail = jail
        self._cache = cache
        self._official = official
        self._nonce = secrets.token_hex(16)
        self._answer = b""
        self._words = b""

    def outcome(self) -> Outcome:
        """Feed the process, wait for it, and return what can be believed."""
        process = self._process
        threads = [
            threading.Thread(target=self._feed, args=(process.stdin,), daemon=True),
            threading.Thread(target=self._take_answer, args=(process.stdout,), daemon=True),
            threading.Thread(target=self._take_words, args=(process.stderr,), daemon=True),
        ]
        for thread in threads:
            thread.start()
        self._jail.running.add(process)
        try:
            process.wait(self._jail.seconds)
        except subprocess.TimeoutExpired:
            return Outcome(None, f"it was stopped after {self._jail.seconds:g} seconds")
        finally:
            process.kill()
            self._jail.running.discard(process)
            for thread in threads:
                thread.join(5)
        return self._believed()

    def _believed(self) -> Outcome:
        """Return the answer only if it is whole, this job's, and in the shape of a report."""
        try:
            answer = json.loads(self._answer)
            if answer["nonce"] != self._nonce:
                return Outcome(None, "its answer is not its own")
            self._check(answer["report"])
            lacked = tuple(str(one) for one in answer["lacked"])
            refused = answer["refused"] is True
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            last = self._words.decode("utf-8", "replace").strip().splitlines()[-1:]
            why = last[0] if last else f"{type(error).__name__}: {error}"
            return Outcome(None, f"the process ended (code {self._process.returncode}) {why}")
        return Outcome(answer["report"], lacked=lacked, refused=refused)

    def _check(self, document: object) -> None:
        """Raise ValueError unless ``document`` is a report on this job."""
        report = from_document(document)
        job = self._job
        told = (report.challenge, report.slug, report.engine, report.seed)
        if told != (job.challenge, job.slug, job.engine, job.seed):
            raise ValueError("the report is about another job")
        decided = not report.errors and report.rejection is None
        if decided and report.submission != job.submission:
            raise ValueError("the report is about other files")
        rows = tuple((criterion.id, criterion.max_points) for criterion in report.criteria)
        if rows != self._jail.rows_of(job):
            raise ValueError("the report has other criteria")

    def _feed(self, stream: IO[bytes]) -> None:
        order = {
            "nonce": self._nonce,
            "slug": self._job.slug,
            "seed": self._job.seed,
            "language": self._job.language,
            "terraform": self._jail.terraform,
            "browser": self._jail.browser,
            "walled": self._jail.walled,
            "official": None if self._official is None else str(self._official),
            "cache": len(self._cache),
            "submission": len(self._job.files),
        }
        with contextlib.suppress(OSError), stream:
            stream.write(json.dumps(order).encode() + b"\n")
            stream.write(self._cache)
            stream.write(self._job.files)

    def _take_answer(self, stream: IO[bytes]) -> None:
        with stream:
            self._answer = stream.read(LONGEST_REPORT)
            while stream.read(65536):
                self._answer = b""  # longer than any report of ours

    def _take_words(self, stream: IO[bytes]) -> None:
        with stream:
            while chunk := stream.read1(65536):  # type: ignore[attr-defined]
                self._words = (self._words + chunk)[-_LAST_WORDS:]
