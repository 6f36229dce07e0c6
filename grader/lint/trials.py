"""Gives cases their verdicts, by the command that a student runs, in a course without solutions.

The language is the pseudo-locale, so that a sentence nobody marked for translation shows.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader import cases
from grader.exits import FULL_MARKS, INTERRUPTED, NOT_GRADED, POINTS_LOST
from grader.lint.marking import unmarked
from grader.locale import PSEUDO

SEED = 20
SECONDS = {"course": 100.0, "official": 700.0}
"""How long a verdict may take, by provider."""
_KEPT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "USERPROFILE", "LOCALAPPDATA")
_GRADER = Path(__file__).resolve().parents[1]
_PARTS = ("grader", "dashboard")
_NOT_COPIED = shutil.ignore_patterns("*.pyc.*", ".terraform")
"""What an interpreter is writing just now, and what a Terraform of the author's left behind."""
_ENDING = 0.6
"""Seconds that what was started has to stop in order."""


@dataclass(frozen=True)
class Outcome:
    """How a case ended: its report, None when there is none, and where that is not as expected."""

    case: cases.Case
    report: Mapping[str, Any] | None
    disagreements: tuple[str, ...]


class Trials:
    """A copy of the course in ``scratch`` in which cases are graded, several at a time."""

    def __init__(self, root: Path, scratch: Path, *, home: Path | None = None) -> None:
        """Copy the course at ``root``; ``home`` keeps the grader's caches."""
        self._course, self._scratch = scratch / "course", scratch
        self._home = home or scratch / "home"
        self._home.mkdir(parents=True, exist_ok=True)
        self._running: set[subprocess.Popen[bytes]] = set()
        self._stopped = False
        for source in (*(_GRADER.parent / name for name in _PARTS), root / "challenges"):
            shutil.copytree(source, self._course / source.name, ignore=_NOT_COPIED)

    def run(self, case: cases.Case, *, provider: str = "course") -> Outcome:
        """Grade a copy of the case, in a folder with a name that not every program can read."""
        with tempfile.TemporaryDirectory(dir=self._scratch) as folder:
            submission = Path(folder) / "mi entrega ñ"
            cases.lay_out(case, submission, self._course / "challenges")
            code, output, errors = self._check(case.challenge, submission, provider)
            try:
                report = json.loads(output)
            except ValueError:
                last = (errors.strip().splitlines() or ["nothing was printed"])[-1]
                return Outcome(case, None, (f"there is no report, exit code {code}: {last}",))
            found = cases.disagreements(case, report, submission)
        if code != _expected_code(report):
            found.append(f"the exit code is {code}, expected {_expected_code(report)}")
        found += [f"nobody marked for translation: {sentence}" for sentence in unmarked(report)]
        return Outcome(case, report, tuple(found))

    def stop(self) -> None:
        """End what is still being graded; each clears away what it started."""
        self._stopped = True
        running = tuple(self._running)
        for process in running:
            with contextlib.suppress(OSError):
                process.terminate()
        deadline = time.monotonic() + _ENDING
        for process in running:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, deadline - time.monotonic()))

    def _check(self, challenge: str, submission: Path, provider: str) -> tuple[int, str, str]:
        if self._stopped:
            return INTERRUPTED, "", "interrupted"
        command = [
            sys.executable, "-m", "grader", "check", challenge, "--in", str(submission),
            "--format", "json", "--seed", str(SEED), "--lang", PSEUDO, "--provider", provider,
        ]  # fmt: skip
        process = subprocess.Popen(
            command, cwd=self._course, env=self._environment(),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        self._running.add(process)
        try:
            output, errors = process.communicate(timeout=SECONDS[provider])
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            return process.returncode, "", f"no verdict within {SECONDS[provider]:.0f} s"
        finally:
            self._running.discard(process)
        return process.returncode, output.decode(), errors.decode(errors="replace")

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        cache = self._home / "cache"
        return {**kept, "HOME": str(self._home), "XDG_CACHE_HOME": str(cache)}


def _expected_code(report: Mapping[str, Any]) -> int:
    if report["status"] != "graded":
        return NOT_GRADED
    return FULL_MARKS if report["score"] == report["max_score"] else POINTS_LOST
