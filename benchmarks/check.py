"""How long ``check`` takes as a cold process, where the time goes, and whether anything grows."""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from grader.places import cache_folder, data_folder

ROOT = Path(__file__).resolve().parent.parent
YARDSTICK = (
    "import boto3; s = boto3.Session(region_name='us-east-1', aws_access_key_id='x',"
    " aws_secret_access_key='x'); s.client('s3'); s.client('lambda')"
)
MINUTES = """
import sys
from grader.cli import main
from grader.stage import Stage
Stage.firings = {minutes}
sys.exit(main(["check", "6", "runs_by_itself", "--in", "solutions/06_schedule"]))
"""


def checking(number: str) -> list[str]:
    """Return the command that checks a challenge's solution, or all of them."""
    folder = ROOT / "solutions"
    if number != "all":
        (folder,) = folder.glob(f"{int(number):02}_*")
    place = folder.relative_to(ROOT)
    return [sys.executable, "-m", "grader", "check", number, "--in", str(place)]


COMMANDS = {
    "yardstick": [sys.executable, "-c", YARDSTICK],
    **{f"check {n}": checking(n) for n in ("7", "6", "5", "4", "3", "2", "1", "all")},
    **{f"{n} minutes": [sys.executable, "-c", MINUTES.format(minutes=n)] for n in (5, 50)},
    "--version": [sys.executable, "-m", "grader", "--version"],
}


@dataclass(frozen=True)
class Measured:
    """One run: seconds on the wall and of CPU, bytes of memory of the whole tree (PSS)."""

    wall: float
    cpu: float
    memory: int


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--challenge", default="5", help="which one to repeat")
    parser.add_argument("--repeat", type=int, default=0, help="compare this many reports of a seed")
    arguments = parser.parse_args()
    if arguments.repeat:
        repeat(arguments.repeat, arguments.challenge)
        return
    compare(arguments.runs)
    phases()
    processes()


def compare(runs: int) -> None:
    """Time every command in turn, so that all meet the same machine."""
    results: dict[str, list[Measured]] = {name: [] for name in COMMANDS}
    for command in COMMANDS.values():
        measure(command)
    for _ in range(runs):
        for name, command in COMMANDS.items():
            results[name].append(measure(command))
    yard = statistics.median(m.wall for m in results["yardstick"])
    print(f"{'':<12}{'wall s':>9}{'min':>7}{'max':>7}{'cpu s':>8}{'peak MB':>9}{'ratio':>8}")
    for name, measured in results.items():
        walls = [m.wall for m in measured]
        wall, cpu = statistics.median(walls), statistics.median(m.cpu for m in measured)
        memory = max(m.memory for m in measured) / 2**20
        print(
            f"{name:<12}{wall:>9.2f}{min(walls):>7.2f}{max(walls):>7.2f}"
            f"{cpu:>8.2f}{memory:>9.0f}{wall / yard:>8.2f}"
        )


def measure(command: list[str]) -> Measured:
    """Run one command and wait for it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    process = psutil.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    peak = [0]
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.05):
            peak[0] = max(peak[0], tree_memory(process))

    watcher = threading.Thread(target=watch)
    watcher.start()
    process.wait()
    wall = time.monotonic() - started
    over.set()
    watcher.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Measured(wall, cpu, peak[0])


ROLES = {
    "grader.cloud.emulator": "emulator",
    "grader.cloud.function": "functions",
    "grader.terraform": "deploy child",
    "grader.sandbox.keeper": "keeper",
}


def processes() -> None:
    """Print how much CPU each process of one check takes."""
    process = psutil.Popen(COMMANDS["check 5"], cwd=ROOT, stdout=subprocess.DEVNULL)
    spent: dict[int, tuple[str, float]] = {}
    while process.poll() is None:
        for one in [process, *children(process)]:
            try:
                words = " ".join(one.cmdline())
                role = next((r for name, r in ROLES.items() if name in words), None)
                times = one.cpu_times()
            except psutil.Error:
                continue
            role = role or spent.get(one.pid, ("grader", 0.0))[0]
            spent[one.pid] = (role, times.user + times.system)
        time.sleep(0.005)
    print("\nwhere the CPU time of check 5 goes")
    for role in ("grader", *ROLES.values()):
        print(f"  {role:<28}{sum(cpu for r, cpu in spent.values() if r == role):>7.2f} s")


def children(process: psutil.Process) -> list[psutil.Process]:
    """Return all processes below one that is still there."""
    try:
        return list(process.children(recursive=True))
    except psutil.Error:
        return []


def tree_memory(process: psutil.Process) -> int:
    """Return the memory of a process and all below it, shared pages counted by share."""
    total = 0
    try:
        for one in (process, *process.children(recursive=True)):
            with_pss = one.memory_full_info()
            total += getattr(with_pss, "pss", with_pss.uss)
    except psutil.Error:
        pass
    return total


def phases() -> None:
    """Print where the wall time of one check goes, from inside, second run of two."""
    script = """
import json, sys, time
started = time.monotonic()
from pathlib import Path
import grader.grade as g
from grader.course import find
from grader.stage import Options, Stage
marks = []
def mark(name): marks.append((name, time.monotonic() - started))
mark("imports")
original = Stage.__enter__
def entered(self):
    mark("files taken"); result = original(self); mark("everything started"); self.configuration
    mark("HCL read"); self.cloud.endpoint; mark("cloud listens"); self.deployment; mark("deployed")
    return result
Stage.__enter__ = entered
verdict = g._verdict
def judged(check, *others):
    result = verdict(check, *others); mark("judged " + check.id); return result
g._verdict = judged
g.grade(find("5"), Path("solutions/05_save_to_s3"), Options(7))
mark("cleared away")
print(json.dumps(marks))
"""
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True
        )
    last = 0.0
    print("\nwhere the wall time of check 5 goes")
    for name, at in json.loads(done.stdout):
        print(f"  {name:<28}{at - last:>7.3f} s   at {at:.3f}")
        last = at


def repeat(times: int, challenge: str) -> None:
    """Check one submission many times with one seed: same report, nothing left, nothing grows."""
    command = [*checking(challenge), "--format", "json", "--seed", "7"]
    reports, sizes, processes, leftovers = [], [], [], []
    for _ in range(times):
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
        report = json.loads(done.stdout)
        del report["seconds"]
        reports.append(json.dumps(report, sort_keys=True))
        sizes.append(sum(p.stat().st_size for f in (cache_folder(), data_folder())
                         for p in f.rglob("*") if p.is_file()))  # fmt: skip
        processes.append(len(psutil.pids()))
        leftovers.append(len(list(Path(tempfile.gettempdir()).glob("groundtrack-*/*"))))
    print(f"{times} reports of one seed, {len(set(reports))} different")
    print(f"bytes in the caches: {sizes[0]} after the first, {sizes[-1]} after the last")
    print(f"processes: {processes[0]} after the first, {processes[-1]} after the last")
    print(f"folders left: {leftovers[0]} after the first, {leftovers[-1]} after the last")


if __name__ == "__main__":
    main()
