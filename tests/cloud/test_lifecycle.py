"""Clouds start, end, and leave nothing, however they end."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

from grader.cloud.embedded import CloudFailed, EmbeddedCloud
from grader.sandbox.cell_token import TOKEN_VARIABLE
from grader.sandbox.cells import CellFolder, base_folder
from grader.world.address import SkyAddress

BUSY = (
    "import os, time\n"
    "def handler(event, context):\n"
    "    if os.fork() == 0:\n"
    "        os.setsid()\n"
    "        if os.fork() == 0: time.sleep(1000)\n"
    "        os._exit(0)\n"
    "    while True: pass\n"
)
linux = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc and fork")


def _eventually(condition: Callable[[], bool], seconds: float = 10.0) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return False


def _carrying(token: str) -> list[int]:
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get(TOKEN_VARIABLE) == token:
                found.append(process.pid)
        except (psutil.Error, OSError):
            continue
    return found


def _is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _port(cloud: EmbeddedCloud) -> int:
    return int(cloud.endpoint.rpartition(":")[2])


def test_start_returns_before_the_emulator_is_up(start: Any) -> None:
    cloud = start()
    assert cloud.endpoint.startswith("http://127.0.0.1:")
    cloud.wait_until_ready(20)
    assert cloud.client("s3").list_buckets()["Buckets"] == []


def test_clients_are_made_once(start: Any) -> None:
    cloud = start()
    assert cloud.client("s3") is cloud.client("s3")
    assert cloud.client("s3") is not cloud.client("s3", "eu-west-1")


def test_an_emulator_that_cannot_start_is_our_failure(nowhere: SkyAddress, tmp_path: Path) -> None:
    missing = CellFolder(tmp_path / "missing", "token")
    with pytest.raises(CloudFailed) as failure:
        EmbeddedCloud.start(missing, nowhere, moment=0.0)
    assert not failure.value.by_function


@linux
def test_a_stop_ends_busy_functions_and_what_escaped(
    start: Any, functions_in: Any, nowhere: SkyAddress, moment: float
) -> None:
    import threading

    cell = CellFolder.create()
    cloud = EmbeddedCloud.start(cell, nowhere, moment=moment)
    functions = functions_in(cloud)
    name = functions.deploy(BUSY, Timeout=60)

    def call() -> None:
        with contextlib.suppress(CloudFailed):
            cloud.invoke(name)

    caller = threading.Thread(target=call)
    caller.start()
    assert _eventually(lambda: len(_carrying(cell.token)) >= 3)
    port = _port(cloud)
    began = time.monotonic()
    cloud.stop()
    assert time.monotonic() - began < 5
    cell.remove()
    caller.join(10)
    assert _carrying(cell.token) == []
    assert not _is_open(port)
    assert not cell.path.exists()


@linux
def test_a_killed_emulator_leaves_nothing_after_stop(
    functions_in: Any, nowhere: SkyAddress, moment: float
) -> None:
    import threading

    cell = CellFolder.create()
    cloud = EmbeddedCloud.start(cell, nowhere, moment=moment)
    name = functions_in(cloud).deploy(BUSY, Timeout=60)
    failures: list[CloudFailed] = []

    def call() -> None:
        try:
            cloud.invoke(name)
        except CloudFailed as failure:
            failures.append(failure)

    caller = threading.Thread(target=call)
    caller.start()
    assert _eventually(lambda: len(_carrying(cell.token)) >= 3)
    os.kill(cloud.pid, signal.SIGKILL)
    caller.join(10)
    assert len(failures) == 1
    cloud.stop()
    cell.remove()
    assert _carrying(cell.token) == []
    assert not cell.path.exists()


GRADER = """
import os, sys, threading
from pathlib import Path
from grader.cloud.embedded import EmbeddedCloud
from grader.sandbox.cells import CellFolder
from grader.sandbox.keeper import start_keeper
from grader.world.address import SkyAddress

cell = CellFolder.create()
keeper = start_keeper(cell)
cloud = EmbeddedCloud.start(
    cell, SkyAddress(("a.example",), 1, 2, Path(sys.argv[1])), moment=1_931_528_221.1
)
cloud.client("lambda").create_function(
    FunctionName="busy", Runtime="python3.12", Role="arn:aws:iam::000000000000:role/any",
    Handler="main.handler", Code={"ZipFile": Path(sys.argv[2]).read_bytes()}, Timeout=60,
)
threading.Thread(target=cloud.invoke, args=("busy",), daemon=True).start()
print(cell.token, cell.path, keeper.pid, cloud.endpoint, flush=True)
threading.Event().wait()
"""


@linux
def test_a_killed_grader_leaves_nothing(nowhere: SkyAddress, package: Any, tmp_path: Path) -> None:
    zipped = tmp_path / "busy.zip"
    zipped.write_bytes(package(BUSY))
    with subprocess.Popen(
        [sys.executable, "-c", GRADER, str(nowhere.ca_file), str(zipped)],
        stdout=subprocess.PIPE,
        text=True,
    ) as grader:
        assert grader.stdout is not None
        token, folder, keeper, endpoint = grader.stdout.readline().split()
        assert _eventually(lambda: len(_carrying(token)) >= 3)
        grader.kill()
    assert _eventually(lambda: _carrying(token) == [])
    assert _eventually(lambda: not Path(folder).exists())
    assert _eventually(lambda: not psutil.pid_exists(int(keeper)))
    assert not _is_open(int(endpoint.rpartition(":")[2]))


def test_two_clouds_do_not_know_of_each_other(start: Any, functions_in: Any) -> None:
    first, second = functions_in(start()), functions_in(start())
    code = (
        "import boto3\n"
        "def handler(event, context):\n"
        "    s3 = boto3.client('s3', endpoint_url='http://localhost:4566')\n"
        "    s3.create_bucket(Bucket=event)\n"
        "    return [bucket['Name'] for bucket in s3.list_buckets()['Buckets']]\n"
    )
    assert first.run(code, "one-bucket", Timeout=20).payload == ["one-bucket"]
    assert second.run(code, "two-bucket", Timeout=20).payload == ["two-bucket"]


def test_one_after_the_other_leave_nothing(
    functions_in: Any, nowhere: SkyAddress, moment: float
) -> None:
    ports, tokens, folders = [], [], []
    before = len(psutil.Process().children(recursive=True))
    files = psutil.Process().num_fds() if sys.platform != "win32" else 0
    for _ in range(20):
        cell = CellFolder.create()
        cloud = EmbeddedCloud.start(cell, nowhere, moment=moment)
        assert functions_in(cloud).run("def handler(e, c):\n    return 1\n").payload == 1
        ports.append(_port(cloud))
        tokens.append(cell.token)
        folders.append(cell.path)
        cloud.stop()
        cell.remove()
    assert not any(_is_open(port) for port in ports)
    assert not any(_carrying(token) for token in tokens)
    assert not any(folder.exists() for folder in folders)
    assert len(psutil.Process().children(recursive=True)) == before
    assert not any(entry.name in {f.name for f in folders} for entry in base_folder().iterdir())
    if sys.platform != "win32":
        assert psutil.Process().num_fds() <= files + 2


FREEZING = (
    "import os, subprocess, sys, threading\n"
    "count = 0\n"
    "def go_on():\n"
    "    global count\n"
    "    while True:\n"
    "        count += 1\n"
    "        print('still')\n"
    "def handler(event, context):\n"
    "    if event == 'count': return count\n"
    "    threading.Thread(target=go_on, daemon=True).start()\n"
    "    child = os.fork()\n"
    "    if child == 0:\n"
    "        while True: pass\n"
    "    return [os.getpid(), child]\n"
)


@linux
def test_what_a_function_started_stands_still_between_invocations(
    functions_in: Any, nowhere: SkyAddress, moment: float
) -> None:
    cell = CellFolder.create()
    cloud = EmbeddedCloud.start(cell, nowhere, moment=moment)
    name = functions_in(cloud).deploy(FREEZING, Timeout=20)
    pids = cloud.invoke(name).payload
    for pid in pids:
        assert _eventually(lambda pid=pid: psutil.Process(pid).status() == psutil.STATUS_STOPPED)
    again = cloud.invoke(name, "count")
    assert (again.status, again.cold) == ("ok", False)
    for pid in pids:
        assert _eventually(lambda pid=pid: psutil.Process(pid).status() == psutil.STATUS_STOPPED)
    cloud.stop()
    cell.remove()
    assert _carrying(cell.token) == []
    assert _eventually(lambda: not any(map(psutil.pid_exists, pids)))


def test_a_throttled_function_is_told(functions: Any, cloud: EmbeddedCloud) -> None:
    name = functions.deploy("def handler(e, c):\n    return 1\n")
    cloud.client("lambda").put_function_concurrency(
        FunctionName=name, ReservedConcurrentExecutions=0
    )
    assert cloud.invoke(name).error_type == "TooManyRequestsException"
