"""How long the student's bench takes: `up`, `tf apply` on it, and `watch` after a save."""

from __future__ import annotations

import argparse
import contextlib
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
GRADER = [sys.executable, "-m", "grader"]
YARDSTICK = [sys.executable, "-c", "import boto3; boto3.Session(region_name='us-east-1')"]
LONGEST = 60.0


def free_port() -> int:
    """Return a port that nothing holds."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextlib.contextmanager
def standing() -> Iterator[tuple[int, float]]:
    """Start `up`; yield its port and the seconds after which it answered."""
    port, started = free_port(), time.monotonic()
    process = subprocess.Popen(
        [*GRADER, "up", "--port", str(port)], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    import requests

    try:
        while time.monotonic() - started < LONGEST:
            with contextlib.suppress(requests.RequestException):
                url = f"http://127.0.0.1:{port}/_localstack/health"
                if requests.get(url, timeout=2).ok:
                    break
            time.sleep(0.01)
        yield port, time.monotonic() - started
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(LONGEST)


def copied(folder: str, target: Path) -> Path:
    """Return a copy of a solution, without what was made in it."""
    ignored = shutil.ignore_patterns("build", "*.tfstate*", "__pycache__")
    return Path(shutil.copytree(ROOT / "solutions" / folder, target, ignore=ignored))


def up(_folder: Path) -> float:
    """Seconds until `up` answers."""
    with standing() as (_port, seconds):
        return seconds


def apply(folder: Path) -> float:
    """Seconds of `tf apply` of challenge 5 on a fresh `up`."""
    source = copied("05_save_to_s3", folder / "five")
    with standing() as (port, _seconds):
        return timed(
            [*GRADER, "tf", "apply", "--in", str(source), "-auto-approve",
             "--endpoint", f"http://localhost:{port}"]
        )  # fmt: skip


def watch(folder: Path) -> float:
    """Seconds from a save of challenge 5 until `watch` has shown the new verdict."""
    source = copied("05_save_to_s3", folder / "watched")
    process = subprocess.Popen(
        [*GRADER, "watch", "5", "--in", str(source), "--plain"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        until(process, "seed ")
        code = source / "lambdas/capturar_iss.py"
        started = time.monotonic()
        code.write_text(code.read_text().replace("raw/iss", "raw/eee"))
        until(process, "-20  ")
        return time.monotonic() - started
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(LONGEST)


def until(process: subprocess.Popen[str], beginning: str) -> None:
    """Read lines until one begins so."""
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith(beginning):
            return
    raise RuntimeError(f"watch ended before it said {beginning!r}")


def timed(command: list[str]) -> float:
    """Run a command and return its seconds."""
    started = time.monotonic()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - started


MEASURED: dict[str, Callable[[Path], float]] = {
    "yardstick": lambda _folder: timed(YARDSTICK),
    "up answers": up,
    "tf apply 5": apply,
    "watch 5": watch,
}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    print(f"{psutil.cpu_count()} cores, load {psutil.getloadavg()[0]:.1f}")
    print(f"{'':14}{'median s':>9}{'min':>7}{'max':>7}{'ratio':>8}")
    base = 1.0
    for name, measure in MEASURED.items():
        seconds = []
        for _run in range(runs):
            with tempfile.TemporaryDirectory() as folder:
                seconds.append(measure(Path(folder)))
        median = statistics.median(seconds)
        base = median if name == "yardstick" else base
        print(f"{name:14}{median:9.2f}{min(seconds):7.2f}{max(seconds):7.2f}{median / base:8.2f}")


if __name__ == "__main__":
    main()
