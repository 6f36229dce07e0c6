"""Runs one job in a process behind walls, and takes its report only if it can be believed."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from grader.classroom.job import Job, Outcome, zipped_folder
from grader.sandbox import groups
from grader.sandbox.cells import CellFolder
from grader.sandbox.closed import CLOSED
from grader.sandbox.interpreter import PROJECT, python_argv
from grader.sandbox.seccomp import filter_file
from grader.sandbox.wall import Wall, interpreter

_MEGABYTE = 1024 * 1024
MOST_SECONDS = 300.0
"""Wall seconds after which a job is stopped; a check gives everything up long before."""
MOST_MEMORY = 3 * 1024 * _MEGABYTE
MOST_PROCESSES = 600
MOST_DISK = 1024 * _MEGABYTE
LONGEST_REPORT = 24 * _MEGABYTE
"""Bytes of a report, pictures included."""
_LAST_WORDS = 4096
_HOME = "/tmp/job"  # noqa: S108 - the job's own
_PACKAGES = tuple(entry for entry in sys.path if entry.endswith("-packages"))
"""Where installed packages are."""


@dataclass(frozen=True)
class Jail:
    """What every job of a batch has in common."""

    folder: Path
    """A private folder with what walls are made of."""
    cache: bytes
    """A zip of the cache that each job begins with a copy of."""
    terraform: str = "bundled"
    browser: str | None = None
    walled: bool = True
    """Without walls a job is a plain process: only for work that is trusted."""
    seconds: float = MOST_SECONDS
    running: set[int] = field(default_factory=set, compare=False)
    """Process groups of the jobs in flight."""

    @classmethod
    def prepare(cls, cell: CellFolder, cache: Path, **options: Any) -> Jail:
        """Return a jail whose jobs start with what is in ``cache``. Raises OSError."""
        jail = cls(cell.path, zipped_folder(cache), **options)
        if jail.walled:
            filter_file(cell.path, "job")
            (cell.path / "hosts").write_text("127.0.0.1 localhost\n::1 localhost\n")
            (cell.path / "passwd").write_text("student:x:1000:1000::/tmp/job:/bin/false\n")
        return jail

    def perform(self, job: Job) -> Outcome:
        """Run ``job``; whatever goes wrong on our side is in the outcome."""
        started = time.monotonic()
        with contextlib.ExitStack() as ending:
            limits = ending.enter_context(
                groups.limited(memory=MOST_MEMORY, processes=MOST_PROCESSES)
                if self.walled
                else contextlib.nullcontext(())
            )
            run = _Run(self._argv(limits, ending), self._environment(), job, self)
            failure, answer = run.outcome()
            excess = groups.went_over(limits)
        seconds = time.monotonic() - started
        if answer is None:
            failure = f"it took more {excess} than a job may" if excess else failure
            return Outcome(None, failure, seconds)
        return Outcome(answer, "", seconds)

    def stop(self) -> None:
        """End the jobs in flight at once."""
        for group in tuple(self.running):
            with contextlib.suppress(OSError):
                os.killpg(group, signal.SIGKILL)

    def _argv(self, limits: tuple[Path, ...], ending: contextlib.ExitStack) -> list[str]:
        argv = python_argv("grader.classroom.jailed", packages=("boto3", "psutil", "rich"))
        if not self.walled:
            return argv
        wall = Wall(
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
        return wall.argv(*argv)

    def _programs(self) -> tuple[str, ...]:
        named = (self.terraform if self.terraform != "bundled" else None, self.browser)
        return tuple(str(Path(one).resolve()) for one in named if one)

    def _environment(self) -> dict[str, str]:
        home = _HOME if self.walled else str(self.folder)
        return {
            **CLOSED, "HOME": home, "XDG_CACHE_HOME": f"{home}/cache", "PATH": os.defpath,
            "LANG": "C.UTF-8", "TZ": "UTC",
        }  # fmt: skip


class _Run:
    """One process with one job."""

    def __init__(self, argv: list[str], env: Mapping[str, str], job: Job, jail: Jail) -> None:
        self._job = job
        self._jail = jail
        self._nonce = secrets.token_hex(16)
        self._answer = b""
        self._words = b""
        self._process = subprocess.Popen(
            argv,
            env=dict(env),
            cwd="/",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    def outcome(self) -> tuple[str, Mapping[str, Any] | None]:
        """Feed the process and wait for it; return why there is no report, and the report."""
        process = self._process
        assert process.stdin and process.stdout and process.stderr
        threads = [
            threading.Thread(target=self._feed, args=(process.stdin,), daemon=True),
            threading.Thread(target=self._take_answer, args=(process.stdout,), daemon=True),
            threading.Thread(target=self._take_words, args=(process.stderr,), daemon=True),
        ]
        for thread in threads:
            thread.start()
        self._jail.running.add(process.pid)
        try:
            process.wait(self._jail.seconds)
        except subprocess.TimeoutExpired:
            return f"it was stopped after {self._jail.seconds:g} seconds", None
        finally:
            self._end()
            self._jail.running.discard(process.pid)
            for thread in threads:
                thread.join(5)
        return self._believed()

    def _end(self) -> None:
        if self._process.poll() is None:
            with contextlib.suppress(OSError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def _believed(self) -> tuple[str, Mapping[str, Any] | None]:
        """Return the answer only if it is whole, this job's, and in the shape of a report."""
        try:
            answer = json.loads(self._answer)
            if answer["nonce"] != self._nonce:
                return "its answer is not its own", None
            report = answer["report"]
            self._check(report)
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            last = self._words.decode("utf-8", "replace").strip().splitlines()[-1:]
            why = last[0] if last else f"{type(error).__name__}: {error}"
            return f"the process ended (code {self._process.returncode}) {why}", None
        return "", report

    def _check(self, report: Mapping[str, Any]) -> None:
        facts = {
            "challenge": self._job.challenge, "slug": self._job.slug,
            "engine": self._job.engine, "seed": self._job.seed,
        }  # fmt: skip
        for name, value in facts.items():
            if report[name] != value:
                raise ValueError(f"{name} is {report[name]!r}, not {value!r}")
        decided = not report["errors"] and not report["rejection"]
        if decided and report["submission"] != self._job.submission:
            raise ValueError("it is about other files")

    def _feed(self, stream: IO[bytes]) -> None:
        order = {
            "nonce": self._nonce,
            "slug": self._job.slug,
            "seed": self._job.seed,
            "language": self._job.language,
            "terraform": self._jail.terraform,
            "browser": self._jail.browser,
            "cache": len(self._jail.cache),
            "submission": len(self._job.files),
        }
        with contextlib.suppress(OSError), stream:
            stream.write(json.dumps(order).encode() + b"\n")
            stream.write(self._jail.cache)
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
