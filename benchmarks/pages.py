"""How long ``check 8`` takes, what memory it needs, and whether many pages leave anything behind.

python benchmarks/pages.py                 20 checks of the solution, cold processes
python benchmarks/pages.py --row 100       100 pages in one process, one after the other
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parent.parent
SOLUTION = ROOT / "solutions" / "08_tracker_dashboard"
CHECK = [sys.executable, "-m", "grader", "check", "8", "--in", str(SOLUTION), "--seed", "7",
         "--format", "json"]  # fmt: skip
YARDSTICK = [sys.executable, "-c", "import boto3; boto3.Session(region_name='us-east-1')"]
PAGES = tuple(
    ROOT / "tests/verdicts/08_tracker_dashboard" / name
    for name in ("local_files", "xmlhttprequest", "loop_at_load", "memory_eaten_at_load",
                 "dialogs_and_windows", "service_worker", "head_left_empty")
)  # fmt: skip
"""Pages for the row, the ones that have to be stopped among them."""
OURS = ("chrom", "grader.page.lab", "bwrap")


@contextmanager
def watched_memory(process: psutil.Process) -> Iterator[list[int]]:
    """Give a list that grows by the memory (PSS, bytes) of a process and all below it."""
    seen: list[int] = [0]
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.25):
            seen.append(sum(_pss(one) for one in _tree(process)))

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        thread.join()


def _tree(process: psutil.Process) -> list[psutil.Process]:
    with suppress(psutil.Error):
        return [process, *process.children(recursive=True)]
    return []


def _pss(process: psutil.Process) -> int:
    with suppress(psutil.Error):
        return int(process.memory_full_info().pss)
    return 0


def cold(runs: int) -> int:
    """Check the solution ``runs`` times with one seed; print the figures.

    Return how many runs had full marks and the report of the first one. Pictures are compared
    apart: a browser does not always put a moved marker on the same fraction of a pixel.
    """
    walls, marks, documents, pictures = [], [], [], []
    for _run in range(runs):
        marks.append(_yardstick())
        started = time.monotonic()
        done = subprocess.run(CHECK, cwd=ROOT, stdout=subprocess.PIPE, check=False)
        walls.append(time.monotonic() - started)
        document = json.loads(done.stdout)
        del document["seconds"]
        pictures.append([_address(one) for one in document["evidence"]])
        documents.append(document)
    full = sum(document["score"] == 100 for document in documents)
    same = sum(document == documents[0] for document in documents)
    mark = statistics.median(marks)
    median = statistics.median(walls)
    alike = sum(shown == pictures[0] for shown in pictures)
    print(f"{full} of {runs} with full marks, {same} with the report of the first, "
          f"{alike} with its very pictures")  # fmt: skip
    print(f"seconds: {min(walls):.2f} min, {median:.2f} median, {max(walls):.2f} max; "
          f"{median / mark:.1f} yardsticks ({mark:.2f} s)")  # fmt: skip
    return min(full, same)


def memory(runs: int) -> None:
    """Print how much is needed at most; apart, because looking takes time of its own."""
    peaks = []
    for _run in range(runs):
        process = subprocess.Popen(CHECK, cwd=ROOT, stdout=subprocess.DEVNULL)
        with watched_memory(psutil.Process(process.pid)) as seen:
            process.wait()
        peaks.append(max(seen))
    print(f"memory (PSS): {statistics.median(peaks) / 1e6:.0f} MB median, {max(peaks) / 1e6:.0f}")


def _address(evidence: dict[str, Any]) -> str:
    """Take a picture out of the evidence that it is of; "" where it is none."""
    return str(evidence.pop("address", ""))


def _yardstick() -> float:
    started = time.monotonic()
    subprocess.run(YARDSTICK, check=True)
    return time.monotonic() - started


def in_a_row(pages: int) -> int:
    """Grade ``pages`` pages in this process; print and return how much was left behind."""
    from grader.course import find
    from grader.grade import grade
    from grader.stage import Options

    challenge = find("8")
    before = _left()
    statuses: dict[str, int] = {}
    started = time.monotonic()
    for number in range(pages):
        report = grade(challenge, PAGES[number % len(PAGES)], Options(number))
        statuses[report.status] = statuses.get(report.status, 0) + 1
    seconds = time.monotonic() - started
    left = _left() - before
    print(f"{pages} pages in {seconds:.0f} s, {60 * pages / seconds:.1f} a minute: {statuses}")
    for one in sorted(left):
        print(f"left: {one}")
    if not left:
        print("nothing is left: no process, no profile, no port")
    return len(left)


def _left() -> set[str]:
    """Return processes, folders and listening ports that a page may have left."""
    found = set()
    for process in psutil.process_iter(["pid", "cmdline"]):
        words = " ".join(process.info["cmdline"] or ())
        if process.pid != psutil.Process().pid and any(name in words for name in OURS):
            found.add(f"process {process.pid} {words[:80]}")
    temporary = Path(tempfile.gettempdir())
    for pattern in ("*chrom*", "scoped_dir*", "groundtrack-*/cell-*", "rust_mozprofile*"):
        found |= {f"folder {path}" for path in temporary.glob(pattern)}
    for connection in psutil.net_connections("tcp"):
        if connection.status == psutil.CONN_LISTEN:
            found.add(f"port {connection.laddr.port} of {connection.pid}")
    return found


def main() -> int:
    """Measure what the words ask for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--row", type=int, metavar="PAGES")
    arguments = parser.parse_args()
    if arguments.row:
        return min(1, in_a_row(arguments.row))
    good = cold(arguments.runs)
    memory(min(5, arguments.runs))
    return 0 if good == arguments.runs else 1


if __name__ == "__main__":
    sys.exit(main())
