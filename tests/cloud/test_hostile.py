"""Functions that mean harm, or do it by mistake. Nothing of them is left."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

from grader.cloud.embedded import CloudFailed, EmbeddedCloud
from grader.sandbox.landlock import landlock_version

LANDLOCK = landlock_version()
linux = pytest.mark.skipif(sys.platform != "linux", reason="needs Linux's limits")
walls = pytest.mark.skipif(LANDLOCK == 0, reason="the kernel has no Landlock")
ports = pytest.mark.skipif(LANDLOCK < 4, reason="Landlock here cannot close ports")
signals = pytest.mark.skipif(LANDLOCK < 6, reason="Landlock here cannot hold back signals")

WELL = "def handler(event, context):\n    return 'well'\n"


@pytest.fixture(autouse=True)
def _others_are_well(functions: Any) -> Any:
    """After each of them, another function runs, and no process has been left running."""
    yield
    assert functions.run(WELL).payload == "well"


def _eventually(condition: Callable[[], bool], seconds: float = 10.0) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return False


def _below(cloud: EmbeddedCloud) -> list[psutil.Process]:
    processes = psutil.Process(cloud.pid).children(recursive=True)
    return [process for process in processes if process.status() != psutil.STATUS_ZOMBIE]


@linux
def test_memory_is_limited(functions: Any) -> None:
    run = functions.run("def handler(e, c):\n    return len(bytearray(4 << 30))\n")
    assert (run.status, run.error_type) == ("error", "MemoryError")


@linux
def test_shared_memory_is_limited(functions: Any) -> None:
    run = functions.run("import mmap\ndef handler(e, c):\n    return len(mmap.mmap(-1, 4 << 30))\n")
    assert run.status == "error"


@linux
def test_a_file_has_a_limit(functions: Any) -> None:
    run = functions.run(
        "def handler(e, c):\n"
        "    with open('/tmp/big', 'wb') as file:\n"
        "        for _ in range(10_000): file.write(bytes(1_000_000))\n",
        Timeout=30,
    )
    assert (run.status, run.error_type) == ("error", "OSError")
    assert "File too large" in (run.error_message or "")


def test_many_files_have_a_limit_too(functions: Any) -> None:
    run = functions.run(
        "def handler(e, c):\n"
        "    for n in range(1000):\n"
        "        with open(f'/tmp/{n}', 'wb') as file: file.truncate(500 << 20)\n"
        "    while True: pass\n",
        Timeout=20,
    )
    assert run.status == "exited"
    assert "/tmp" in (run.error_message or "")


@pytest.mark.parametrize("stream", ["sys.stdout.buffer", "sys.stderr.buffer", "raw"])
def test_a_flood_of_output(functions: Any, stream: str) -> None:
    write = "os.write(1, chunk)" if stream == "raw" else f"{stream}.write(chunk)"
    run = functions.run(
        f"import os, sys\ndef handler(e, c):\n    chunk = b'x' * 1_000_000\n"
        f"    for _ in range(100): {write}\n    return 'done'\n",
        Timeout=30,
    )
    assert (run.status, run.payload) == ("ok", "done")
    assert len(run.output) == 64 * 1024
    assert run.output_dropped == 100_000_000 - 64 * 1024


@linux
def test_a_fork_bomb(functions: Any, cloud: EmbeddedCloud) -> None:
    run = functions.run(
        "import os\ndef handler(e, c):\n    while True:\n"
        "        try: os.fork()\n        except OSError: pass\n",
        Timeout=10,
    )
    assert run.status == "exited"
    assert "processes" in (run.error_message or "")
    assert len(_below(cloud)) <= len(cloud.runs())


@linux
def test_children_that_leave_the_session_end_with_a_time_out(
    functions: Any, cloud: EmbeddedCloud
) -> None:
    before = {process.pid for process in _below(cloud)}
    run = functions.run(
        "import os, time\n"
        "def handler(e, c):\n"
        "    for _ in range(3):\n"
        "        if os.fork() == 0:\n"
        "            os.setsid()\n"
        "            if os.fork() == 0: time.sleep(1000)\n"
        "            os._exit(0)\n"
        "    while True: pass\n",
        Timeout=1,
    )
    assert run.status == "timeout"
    assert _eventually(lambda: {process.pid for process in _below(cloud)} <= before)


@signals
@pytest.mark.parametrize("victim", ["os.getppid()", "1"])
def test_killing_others(functions: Any, victim: str) -> None:
    run = functions.run(f"import os\ndef handler(e, c):\n    os.kill({victim}, 9)\n")
    assert run.error_type == "PermissionError"


@signals
def test_killing_everyone(functions: Any) -> None:
    functions.run("import os\ndef handler(e, c):\n    os.kill(-1, 9)\n")


@linux
def test_a_function_that_brings_the_emulator_down(start: Any, functions_in: Any) -> None:
    functions = functions_in(start(without=("walls",)))
    with pytest.raises(CloudFailed) as failure:
        functions.run(
            "import os, time\ndef handler(e, c):\n    os.kill(os.getppid(), 9)\n    time.sleep(9)"
        )
    assert failure.value.by_function


@linux
def test_an_emulator_that_dies_by_itself_is_our_failure(start: Any) -> None:
    cloud = start()
    cloud.wait_until_ready(20)
    os.kill(cloud.pid, 9)
    with pytest.raises(CloudFailed) as failure:
        cloud.invoke("anything")
    assert not failure.value.by_function


OTHERS = {
    "accounts": "/etc/passwd",
    "passwords": "/etc/shadow",
    "home": str(Path.home()),
    "grader": __file__,
    "processes": f"/proc/{os.getpid()}/environ",
}


@walls
@pytest.mark.parametrize("whose", OTHERS)
def test_files_of_others_cannot_be_read(functions: Any, whose: str) -> None:
    run = functions.run(
        f"import os\ndef handler(e, c):\n    path = {OTHERS[whose]!r}\n"
        "    return os.listdir(path) if os.path.isdir(path) else open(path).read()\n"
    )
    # Where the project itself lies below /tmp, the path leads into the cell's own /tmp.
    assert run.status == "error"
    assert run.error_type in {"PermissionError", "FileNotFoundError"}


@walls
def test_nothing_can_be_written_beside_tmp(functions: Any) -> None:
    run = functions.run(
        "import os\n"
        "def handler(e, c):\n"
        "    found = []\n"
        "    above = os.path.join(os.environ['TMPDIR'], '..', 'x')\n"
        "    for path in ('here', __file__, '/var/tmp/x', above):\n"
        "        try: open(path, 'w')\n"
        "        except OSError as error: found.append(error.errno)\n"
        "    return found\n"
    )
    assert run.payload == [13] * 4


@ports
def test_ports_of_others_are_closed(functions: Any, cloud: EmbeddedCloud) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        run = functions.run(
            "import _socket\ndef handler(event, context):\n"
            "    found = []\n"
            "    for action in ('connect', 'bind'):\n"
            "        plain = _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM)\n"
            "        port = event if action == 'connect' else 0\n"
            "        try: getattr(plain, action)(('127.0.0.1', port))\n"
            "        except OSError as error: found.append(error.errno)\n"
            "    return found\n",
            port,
        )
    assert run.payload == [13, 13]


def test_admin_routes_are_closed(functions: Any, cloud: EmbeddedCloud) -> None:
    cloud.client("s3").create_bucket(Bucket="stays")
    run = functions.run(
        "import urllib.error, urllib.request\n"
        "def handler(e, c):\n"
        "    found = []\n"
        "    for path in ('reset', 'config', 'sqs/messages', 'advance', '/health/../reset'):\n"
        "        url = 'http://localhost:4566/_ministack/' + path\n"
        "        request = urllib.request.Request(url, data=b'{}')\n"
        "        try: found.append(urllib.request.urlopen(request).status)\n"
        "        except urllib.error.HTTPError as error: found.append(error.code)\n"
        "    return found\n"
    )
    assert set(run.payload) == {404}
    assert "stays" in [bucket["Name"] for bucket in cloud.client("s3").list_buckets()["Buckets"]]


def test_its_own_pythonpath_changes_nothing_of_ours(functions: Any) -> None:
    run = functions.run(
        {
            "main.py": "import time, sys, extra\n"
            "def handler(e, c):\n"
            "    return [int(time.time()), extra.VALUE, 'sitecustomize' in sys.modules]\n",
            "vendor/extra.py": "VALUE = 3\n",
            "vendor/sitecustomize.py": "raise SystemExit\n",
        },
        Environment={"Variables": {"PYTHONPATH": "/var/task/vendor:/nowhere"}},
    )
    assert run.payload == [1_931_528_221, 3, False]


def test_a_function_that_closes_everything(functions: Any) -> None:
    run = functions.run("import os\ndef handler(e, c):\n    os.closerange(0, 100)\n    return 1\n")
    assert run.status in ("exited", "error", "timeout")


def test_a_function_that_breaks_its_own_tools(functions: Any) -> None:
    run = functions.run(
        "import builtins, json, os, sys\n"
        "json.dumps = json.loads = os.write = builtins.len = None\n"
        "sys.stdout = sys.stderr = None\n"
        "def handler(e, c):\n    return 1\n"
    )
    assert run.status in ("ok", "exited")


@pytest.mark.parametrize(
    ("levels", "status"), [(200, "ok"), (400, "not_json"), (900, "not_json"), (100_000, "not_json")]
)
def test_a_deep_answer(functions: Any, levels: int, status: str) -> None:
    run = functions.run(
        "def handler(event, context):\n    deep = []\n"
        "    for _ in range(event): deep = [deep]\n    return deep\n",
        levels,
    )
    assert run.status == status


def test_an_answer_of_many_letters_that_are_not_ascii(functions: Any) -> None:
    run = functions.run("def handler(e, c):\n    return 'ñ' * 3_000_000\n", Timeout=20)
    assert (run.status, len(run.payload)) == ("ok", 3_000_000)


def test_an_answer_that_is_all_escapes(functions: Any) -> None:
    run = functions.run("def handler(e, c):\n    return '\"' * 3_000_000\n", Timeout=20)
    assert (run.status, len(run.payload)) == ("ok", 3_000_000)


def test_a_line_without_end_on_the_answers_own_stream(functions: Any) -> None:
    name = functions.deploy(
        "import os, stat\n"
        "def handler(event, context):\n"
        "    if event == 'well': return 'well'\n"
        "    for number in range(3, 30):\n"
        "        try: pipe = stat.S_ISFIFO(os.fstat(number).st_mode)\n"
        "        except OSError: continue\n"
        "        if pipe and os.readlink(f'/proc/self/fd/{number}') != "
        "os.readlink('/proc/self/fd/2'):\n"
        "            try:\n"
        "                for _ in range(40): os.write(number, b'[' * 1_000_000)\n"
        "            except OSError: pass\n"
        "    while True: pass\n",
        Timeout=20,
    )
    run = functions.cloud.invoke(name)
    assert (run.status, run.error_type) == ("too_large", "Function.ResponseSizeTooLarge")


SURROGATES = {
    "answer": ("return {'k\\ud800': '\\udfff'}", "ok"),
    "message": ("raise ValueError('bad \\ud800')", "error"),
    "output": ("print('\\ud800'); return {'k\\ud800': '\\udfff'}", "ok"),
    "log": (
        "import logging; logging.warning('\\ud800'); return {'k\\ud800': '\\udfff'}",
        "ok",
    ),
}


@pytest.mark.parametrize("place", SURROGATES)
def test_a_lone_surrogate_reaches_the_grader(functions: Any, place: str) -> None:
    body, status = SURROGATES[place]
    name = functions.deploy(f"def handler(event, context):\n    {body}\n")
    run = functions.cloud.invoke(name)
    assert run.status == status
    if status == "ok":
        assert run.payload == {"k\ud800": "\udfff"}
    else:
        assert run.error_message == "bad \\ud800"
    run.output.encode()
    assert functions.cloud.runs(since=run.number - 1)[0] == run
    answer = functions.cloud.client("lambda").invoke(FunctionName=name)
    assert answer["StatusCode"] == 200


def test_threads_that_go_on_after_the_answer(functions: Any, cloud: EmbeddedCloud) -> None:
    name = functions.deploy(
        "import threading, time\n"
        "def forever():\n    while True: print('still'); time.sleep(0.01)\n"
        "def handler(e, c):\n    threading.Thread(target=forever).start()\n    return 1\n"
    )
    assert [cloud.invoke(name).payload for _ in range(3)] == [1, 1, 1]


@linux
def test_the_machines_tmp_is_not_touched(functions: Any) -> None:
    run = functions.run("def handler(e, c):\n    open('/tmp/groundtrack-probe', 'w').write('x')\n")
    assert run.status == "ok"
    assert not Path("/tmp/groundtrack-probe").exists()
