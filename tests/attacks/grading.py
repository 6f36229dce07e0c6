"""A class of attackers, with an honest neighbour, graded in one batch."""

from __future__ import annotations

import contextlib
import csv
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import psutil

from grader.places import APP, cache_folder

from .attack import ROOT, Attack
from .canaries import Canaries, looked

_SECONDS = 400


@dataclass
class Graded:
    """What became of a batch; JSON, so that test processes share it."""

    rows: dict[str, dict[str, str]] = field(default_factory=dict)
    """gradebook.csv by student."""
    documents: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Reports by student."""
    harm: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    """Processes and folders that outlived the batch."""
    secret: str = ""
    said: str = ""
    out: str = ""

    def score(self, student: str, slug: str) -> float:
        """Return the points; what was not graded raises ValueError."""
        return float(self.rows[student][slug])

    def text(self, student: str) -> str:
        """Return all that functions printed."""
        return "\n".join(one["text"] for one in self.documents[student]["output"])


def graded(attacks: Sequence[Attack], honest: Mapping[str, Attack], folder: Path) -> Graded:
    """Grade every attack as a student of its name, beside the students of ``honest``."""
    with tempfile.TemporaryDirectory(prefix="gt-attacks-") as temporary:
        base = Path(temporary)
        # Private to whoever grades, as a class's work is; sandboxed code is somebody else.
        submissions = folder / "submissions"
        out = folder / "out"
        canaries = Canaries(base / "canary")
        world = canaries.world(
            neighbour=str(submissions / "honest" / "03_hello_lambda" / "lambdas" / "hello.py"),
            gradebook=str(out / "gradebook.sqlite"),
            grammar=str(base / "cache" / "groundtrack" / "hcl-grammar.bin"),
        )
        for name, one in {**honest, **{a.name: a for a in attacks}}.items():
            place = submissions / name / one.slug
            place.mkdir(parents=True)
            one.build(place, world)
        slugs = sorted({one.slug[:2] for one in (*honest.values(), *attacks)})
        (base / "tmp").mkdir()
        assets = cache_folder() / "assets"
        if "08" in slugs and assets.is_dir():
            shutil.copytree(assets, base / "cache" / APP / "assets")
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(base),
            "TMPDIR": str(base / "tmp"),
            "XDG_CACHE_HOME": str(base / "cache"),
            "XDG_DATA_HOME": str(base / "data"),
            **{name: value for name, value in os.environ.items() if "npm" in name.lower()},
        }
        before = looked(submissions)
        words = [
            sys.executable,
            "-m",
            "grader",
            "batch",
            str(submissions),
            "--out",
            str(out),
            "--challenges",
            ",".join(str(int(one)) for one in slugs),
            "--workers",
            "2",
            "--plain",
        ]
        seen: set[psutil.Process] = set()
        with (base / "said").open("w+", encoding="utf-8") as said:
            batch = subprocess.Popen(words, cwd=ROOT, env=environment, stdout=said, stderr=said)
            deadline = time.monotonic() + _SECONDS
            while batch.poll() is None:
                if time.monotonic() > deadline:
                    batch.kill()
                with contextlib.suppress(psutil.Error):
                    seen |= set(psutil.Process(batch.pid).children(recursive=True))
                time.sleep(0.2)
            said.seek(0)
            told = said.read()
        left = _left(base / "tmp", seen)
        harm = canaries.harm()
        if looked(submissions) != before:
            harm.append("a submission was changed")
        canaries.close()
        if not (out / "gradebook.csv").is_file():
            raise AssertionError(told)
        with (out / "gradebook.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = {row["id"]: row for row in csv.DictReader(file)}
        documents = dict(_documents(out))
        return Graded(rows, documents, harm, left, canaries.secret, told, str(out))


def shared(attacks: Sequence[Attack], honest: Mapping[str, Attack], folder: Path) -> Graded:
    """Grade once, whichever test process comes first; the others wait for what it found."""
    import fcntl

    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = folder / "graded.json"
        if not kept.is_file():
            kept.write_text("null")  # whatever goes wrong now is not tried again by everybody
            kept.write_text(json.dumps(asdict(graded(attacks, honest, folder))))
        found = json.loads(kept.read_text())
        assert found is not None, "the class could not be graded; an earlier test says why"
        return Graded(**found)


def _documents(out: Path) -> Any:
    with sqlite3.connect(out / "gradebook.sqlite") as connection:
        kept = connection.execute(
            "select student, document from attempts join results using (key)"
        ).fetchall()
    for student, packed in kept:
        if packed:
            yield student, json.loads(zlib.decompress(packed))


def _left(temporary: Path, seen: set[psutil.Process]) -> list[str]:
    """Return those of a batch's processes that live on, and what is in its temporary folder."""
    deadline = time.monotonic() + 10
    while found := [*filter(_lives, seen), *temporary.glob("*/*")]:
        if time.monotonic() > deadline:
            return [str(one) for one in found]
        time.sleep(0.1)
    return []


def _lives(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.Error):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False
