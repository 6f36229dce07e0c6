"""The same gradebook from a Dask cluster, also when a worker dies in the middle of a job."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import psutil
import pytest

from .conftest import ROOT, Batch, hand_in, needs_walls

distributed: Any = pytest.importorskip("distributed", reason="the extra dask is not installed")


def gradebook(out: Path) -> list[tuple[Any, ...]]:
    with sqlite3.connect(out / "gradebook.sqlite") as connection:
        return sorted(connection.execute("select key, status, failure, score from results"))


@needs_walls
@pytest.mark.timeout(240)
def test_a_cluster_gives_the_same_gradebook_though_a_worker_dies(
    tmp_path: Path, grader: Batch
) -> None:
    folder = tmp_path / "submissions"
    for number in range(4):
        hand_in(folder, f"s{number}", "02_s3_bucket/solution")
        with (folder / f"s{number}" / "02_s3_bucket" / "main.tf").open("a") as file:
            file.write(f"# {number}\n")
    here, there = tmp_path / "here", tmp_path / "there"
    grader("batch", folder, "--out", here, "--challenges", "2")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        killer = threading.Thread(target=_kill_a_worker_at_work, args=(cluster,))
        killer.start()
        done = subprocess.run(
            [sys.executable, "-m", "grader", "batch", str(folder), "--out", str(there),
             "--challenges", "2", "--dask", cluster.scheduler_address],
            cwd=ROOT, capture_output=True, text=True, timeout=200, check=False,
        )  # fmt: skip
        killer.join()
    assert done.returncode == 0, done.stderr
    assert gradebook(there) == gradebook(here)


def _kill_a_worker_at_work(cluster: Any) -> None:
    """Kill the first worker that is seen with a job's process below it."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for worker in list(cluster.workers.values()):
            process = psutil.Process(worker.pid)
            if any("bwrap" in one.name() for one in process.children(recursive=True)):
                os.kill(worker.pid, signal.SIGKILL)
                return
        time.sleep(0.02)
    raise AssertionError("no worker was seen at work")


def test_nobody_at_the_address_is_said(tmp_path: Path, grader: Batch) -> None:
    (tmp_path / "submissions" / "ana").mkdir(parents=True)
    done = grader(
        "batch", tmp_path / "submissions", "--out", tmp_path / "out", "--challenges", "2",
        "--dask", "tcp://127.0.0.1:9", check=64,
    )  # fmt: skip
    assert "tcp://127.0.0.1:9" in done.stderr and "Traceback" not in done.stderr
