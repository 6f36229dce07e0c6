"""How fast a class is graded, what walls cost, and whether the same comes out every time.

python benchmarks/classroom.py                   10 students, challenges 2-7: jobs a second, and
                                                 one worker, no walls, a cached run beside it
python benchmarks/classroom.py --students 60     the whole class
python benchmarks/classroom.py --same 1000       one submission graded again and again
python benchmarks/classroom.py --kills 10        batches killed at random moments, and resumed
"""

from __future__ import annotations

import argparse
import collections
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parent))

from synthetic import make_class

ROOT = Path(__file__).resolve().parent.parent
SLUGS = tuple(sorted(path.name for path in (ROOT / "challenges").glob("0[2-7]_*")))
BATCH = [sys.executable, "-m", "grader", "batch"]


@dataclass(frozen=True)
class Measured:
    """One batch: seconds, jobs, and the most memory (PSS, bytes) of all its processes."""

    seconds: float
    jobs: int
    memory: int = 0

    @property
    def rate(self) -> float:
        """Jobs a second."""
        return self.jobs / self.seconds


def batch(submissions: Path, out: Path, *words: str) -> Measured:
    """Run one batch and measure it."""
    started = time.monotonic()
    process = subprocess.Popen(
        [*BATCH, str(submissions), "--out", str(out), "--challenges", "2-7", *words],
        cwd=ROOT, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    peak = [0]
    over = threading.Event()
    watcher = threading.Thread(target=_watch, args=(psutil.Process(process.pid), peak, over))
    watcher.start()
    _out, said = process.communicate()
    over.set()
    watcher.join()
    if process.returncode not in (0, 2):
        sys.exit(said)
    jobs = int((re.search(r"(\d+) to grade", said) or ["", "0"])[1])
    return Measured(time.monotonic() - started, jobs, peak[0])


def _watch(process: psutil.Process, peak: list[int], over: threading.Event) -> None:
    while not over.wait(1.0):
        total = 0
        for one in _tree(process):
            try:
                total += one.memory_full_info().pss
            except psutil.Error:
                continue
        peak[0] = max(peak[0], total)


def _tree(process: psutil.Process) -> list[psutil.Process]:
    try:
        return [process, *process.children(recursive=True)]
    except psutil.Error:
        return []


def rates(students: int) -> None:
    """Print jobs a second of a class, beside one worker, no walls, and a cached run."""
    with tempfile.TemporaryDirectory(prefix="groundtrack-class-") as name:
        folder = Path(name)
        make_class(folder / "class", students, SLUGS)
        few = folder / "few"
        make_class(few, max(2, students // 6), SLUGS)
        whole = batch(folder / "class", folder / "whole")
        print(f"{whole.jobs} jobs in {whole.seconds:.0f} s: {whole.rate:.2f} a second, "
              f"at most {whole.memory / 1e6:.0f} MB")  # fmt: skip
        with sqlite3.connect(folder / "whole" / "gradebook.sqlite") as connection:
            for slug, seconds in connection.execute(
                "select slug, avg(seconds) from results group by slug order by slug"
            ):
                print(f"  {slug:20} {seconds:.2f} s each, beside another")
        one = batch(few, folder / "one", "--workers", "1")
        two = batch(few, folder / "two", "--workers", "2")
        print(f"two workers: {two.rate:.2f}, one: {one.rate:.2f}, {two.rate / one.rate:.2f} times")
        bare = batch(few, folder / "bare", "--workers", "2", "--no-sandbox")
        print(
            f"without walls: {bare.rate:.2f}; walls cost {100 * (1 - two.rate / bare.rate):.0f} %"
        )
        started = time.monotonic()
        again = batch(folder / "class", folder / "whole")
        print(f"from the gradebook: {whole.jobs / (time.monotonic() - started):.0f} jobs a second, "
              f"{again.jobs} graded anew")  # fmt: skip


def same(times: int) -> int:
    """Grade one submission ``times`` times; print and return how many results there were."""
    import hashlib
    import json
    from concurrent.futures import ThreadPoolExecutor

    from grader.classroom.jail import Jail
    from grader.classroom.job import job_of
    from grader.classroom.pool import performed, workers_here
    from grader.classroom.supplies import Supplies
    from grader.course import find
    from grader.sandbox.cells import CellFolder
    from grader.submission import take

    challenge = find("5")
    cell = CellFolder.create()
    found: collections.Counter[str] = collections.Counter()
    try:
        work = cell.path / "taken"
        work.mkdir()
        case = ROOT / "tests/verdicts/05_save_to_s3/latitude_and_longitude_swapped"
        job = job_of(
            challenge, take(case, work, requires=challenge.requires), seed=7, language="en"
        )
        jail = Jail.prepare(cell, Supplies(pages=False)).with_zygote()
        workers = workers_here()
        started = time.monotonic()
        with ThreadPoolExecutor(workers) as pool:
            for done in performed([job] * times, jail.perform, pool, workers):
                report = dict(done.outcome.report or {"failure": done.outcome.failure})
                report.pop("seconds", None)
                text = json.dumps(report, sort_keys=True)
                found[hashlib.sha256(text.encode()).hexdigest()[:12]] += 1
        seconds = time.monotonic() - started
        jail.stop()
    finally:
        cell.remove()
    print(f"{times} gradings in {seconds:.0f} s, {times / seconds:.2f} a second: "
          f"{len(found)} distinct result(s) {dict(found)}")  # fmt: skip
    return len(found)


def kills(times: int) -> int:
    """Kill batches at random moments and resume them; print and return how many went wrong."""
    wrong = 0
    chance = random.Random(7)
    with tempfile.TemporaryDirectory(prefix="groundtrack-class-") as name:
        folder = Path(name)
        make_class(folder / "class", 20, SLUGS[:2])
        batch(folder / "class", folder / "whole")
        expected = _results(folder / "whole")
        for number in range(times):
            out = folder / f"killed{number}"
            killed = 0
            for _kill in range(3):
                words = [*BATCH, str(folder / "class"), "--out", str(out), "--challenges", "2-7"]
                process = subprocess.Popen(words, cwd=ROOT, stderr=subprocess.DEVNULL)
                try:
                    process.wait(chance.uniform(0.5, 15.0))
                except subprocess.TimeoutExpired:
                    os.kill(process.pid, signal.SIGKILL)
                    process.wait()
                    killed += 1
            batch(folder / "class", out)
            wrong += _results(out) != expected
            print(f"killed {killed} times: {'the same' if _results(out) == expected else 'OTHER'}")
            shutil.rmtree(out)
    return wrong


def _results(out: Path) -> list[tuple[object, ...]]:
    with sqlite3.connect(out / "gradebook.sqlite") as connection:
        rows = connection.execute(
            "select a.student, a.slug, a.number, r.status, r.score, r.key from attempts a "
            "left join results r on a.key = r.key order by 1, 2, 3"
        )
        return list(rows)


def main() -> int:
    """Measure what the words ask for."""
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=form)
    parser.add_argument("--students", type=int, default=10)
    parser.add_argument("--same", type=int, metavar="N")
    parser.add_argument("--kills", type=int, metavar="N")
    arguments = parser.parse_args()
    if arguments.same:
        return int(same(arguments.same) != 1)
    if arguments.kills:
        return kills(arguments.kills)
    rates(arguments.students)
    return 0


if __name__ == "__main__":
    sys.exit(main())
