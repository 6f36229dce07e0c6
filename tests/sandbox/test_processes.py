"""Trees of processes, limits, walls, the watchdog, and the channel."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import psutil
import pytest

from grader.sandbox.cells import CellFolder
from grader.sandbox.channel import Child, ChildFailed, ChildTimeout
from grader.sandbox.interpreter import PROJECT, package_folders, python_argv
from grader.sandbox.keeper import start_keeper
from grader.sandbox.landlock import landlock_version
from grader.sandbox.tree import count_descendants, descendants, kill_descendants, kill_token

linux = pytest.mark.skipif(sys.platform != "linux", reason="Linux only")
LANDLOCK = landlock_version()


def _eventually(condition: Callable[[], bool], seconds: float = 10.0) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.01)
    return False


def _python(code: str, *arguments: str) -> Any:
    """Run ``code`` in a fresh process that sees the project; return what it prints, as JSON."""
    head = f"import sys; sys.path.insert(0, {str(PROJECT)!r})\n"
    done = subprocess.run(
        [sys.executable, "-c", head + code, *arguments], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


FAMILY = """
import os, sys, time
for _ in range(3):
    if os.fork() == 0:
        if os.fork() == 0:
            time.sleep(600)
        time.sleep(600)
print("ready", flush=True)
time.sleep(600)
"""


@linux
def test_a_whole_tree_is_killed() -> None:
    top = subprocess.Popen([sys.executable, "-c", FAMILY], stdout=subprocess.PIPE)
    assert top.stdout is not None
    top.stdout.readline()
    assert _eventually(lambda: len(descendants(top.pid)) == 6)
    assert count_descendants(top.pid) == 6
    family = descendants(top.pid)
    assert kill_descendants(top.pid)
    assert descendants(top.pid) == []
    assert top.poll() is None
    top.kill()
    top.communicate()
    assert _eventually(lambda: not any(psutil.pid_exists(pid) for pid in family))


@linux
def test_spared_branches_live() -> None:
    top = subprocess.Popen([sys.executable, "-c", FAMILY], stdout=subprocess.PIPE)
    assert top.stdout is not None
    top.stdout.readline()
    assert _eventually(lambda: len(descendants(top.pid)) == 6)
    spared = psutil.Process(top.pid).children()[0].pid
    assert kill_descendants(top.pid, spare={spared})
    assert len(descendants(top.pid)) == 2
    kill_descendants(top.pid)
    top.kill()
    top.communicate()


def test_what_carries_a_token_is_killed_and_nothing_else() -> None:
    cell, other = CellFolder.create(), CellFolder.create()
    sleep = [sys.executable, "-c", "import time; time.sleep(600)"]
    mine = subprocess.Popen(sleep, env=cell.environment())
    inside = subprocess.Popen(sleep, cwd=cell.path)
    theirs = subprocess.Popen(sleep, env=other.environment())
    assert kill_token(cell.token, cell.path)
    assert mine.wait(10) is not None
    if sys.platform == "linux":
        assert inside.wait(10) is not None
    assert theirs.poll() is None
    for process in (inside, theirs):
        process.kill()
        process.wait()
    cell.remove()
    other.remove()


@linux
def test_limits_hold() -> None:
    found = _python(
        """
import json, os, resource, signal, tempfile
from grader.sandbox.limits import limit_self
limit_self(memory_bytes=200 << 20, cpu_seconds=50, file_bytes=1 << 20, open_files=64)
found = []
try: bytearray(400 << 20)
except MemoryError: found.append("memory")
with tempfile.TemporaryFile() as file:
    try: file.write(bytes(2 << 20)); file.flush()
    except OSError: found.append("file")
    finally:
        try: file.truncate(0); file.close()
        except OSError: pass
opened = []
try:
    while len(opened) < 100: opened.append(os.open("/dev/null", os.O_RDONLY))
except OSError: found.append("open files")
for fd in opened: os.close(fd)
found.append(resource.getrlimit(resource.RLIMIT_CPU)[0])
limit_self(cpu_seconds=80)
found.append(resource.getrlimit(resource.RLIMIT_CPU)[0])
print(json.dumps(found))
"""
    )
    assert found == ["memory", "file", "open files", 50, 50]


@pytest.mark.skipif(LANDLOCK < 6, reason="needs Landlock with ports and scopes")
def test_walls_hold(tmp_path: Path) -> None:
    for name in ("mine", "theirs", "written"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text("x")
    found = _python(
        """
import json, os, socket, subprocess
from pathlib import Path
from grader.sandbox.landlock import confine
top = Path(sys.argv[1])
server = socket.create_server(("127.0.0.1", 0))
port = server.getsockname()[1]
result = {"confined": confine(read=[top / "mine"], write=[top / "written"], connect=[port])}

def attempt(name, action):
    try:
        action()
        result[name] = "done"
    except OSError as error:
        result[name] = error.errno

attempt("read own", lambda: (top / "mine/file").read_text())
attempt("write own", lambda: (top / "mine/file").write_text("y"))
attempt("read other", lambda: (top / "theirs/file").read_text())
attempt("write", lambda: (top / "written/new").write_text("y"))
attempt("accounts", lambda: Path("/etc/passwd").read_text())
attempt("signal", lambda: os.kill(os.getppid(), 0))
attempt("allowed port", lambda: socket.create_connection(("127.0.0.1", port)).close())
attempt("other port", lambda: socket.create_connection(("127.0.0.1", 1)).close())
attempt("bind", lambda: socket.create_server(("127.0.0.1", 0)).close())
attempt("program", lambda: subprocess.run(["/bin/true"], check=True))
print(json.dumps(result))
""",
        str(tmp_path),
    )
    assert found == {
        "confined": True,
        "read own": "done",
        "write own": 13,
        "read other": 13,
        "write": "done",
        "accounts": 13,
        "signal": 1,
        "allowed port": "done",
        "other port": 13,
        "bind": 13,
        "program": "done",
    }


def test_the_watchdog_cleans_up_when_its_pipe_closes() -> None:
    cell = CellFolder.create()
    keeper = start_keeper(cell)
    left = subprocess.Popen(
        [sys.executable, "-c", "import time; time.sleep(600)"], env=cell.environment()
    )
    assert keeper._process.stdin is not None
    keeper._process.stdin.close()
    assert left.wait(20) is not None
    keeper._process.wait(20)
    assert not cell.path.exists()


def test_a_released_watchdog_does_nothing() -> None:
    cell = CellFolder.create()
    keeper = start_keeper(cell)
    keeper.release()
    assert not psutil.pid_exists(keeper.pid)
    assert cell.path.exists()
    cell.remove()


def test_an_isolated_child_sees_named_packages_only(tmp_path: Path) -> None:
    (tmp_path / "probe.py").write_text("raise SystemExit('planted')\n")
    argv = python_argv("json.tool", packages=("psutil",))
    argv[argv.index("-c") + 1] = (
        "import os, sys; sys.path.extend(sys.argv[1].split(os.pathsep)); import json\n"
        "found = []\n"
        "for name in ('grader', 'psutil', 'probe'):\n"
        "    try: __import__(name); found.append(name)\n"
        "    except ImportError: pass\n"
        "print(json.dumps([found, 'site' in sys.modules]))\n"
    )
    environment = {"PYTHONPATH": str(tmp_path), "SYSTEMROOT": os.environ.get("SYSTEMROOT", "")}
    done = subprocess.run(argv, env=environment, cwd=tmp_path, capture_output=True, check=True)
    assert json.loads(done.stdout) == [["grader", "psutil"], False]


def test_a_package_that_is_missing_is_named() -> None:
    with pytest.raises(ModuleNotFoundError, match="no_such_package"):
        package_folders(["no_such_package"])


CHILD = f"""
import sys, threading, time
sys.path.insert(0, {str(PROJECT)!r})
from concurrent.futures import ThreadPoolExecutor
from grader.sandbox.channel import claim_stdio, serve
reader, writer = claim_stdio()
print("not an answer")
def fail(): raise ValueError("no")
def leave(): import os; print("last words", file=sys.stderr, flush=True); os._exit(3)
handlers = {{"add": lambda a, b: a + b, "fail": fail, "leave": leave,
            "sleep": lambda seconds, value: time.sleep(seconds) or value,
            "echo": lambda value: value, "object": lambda: object(),
            "nonsense": lambda line: writer.write(line.encode()) and None}}
pool = ThreadPoolExecutor(4) if "side" in sys.argv else None
serve(reader, writer, handlers, executor=pool)
"""


@pytest.fixture
def child(tmp_path: Path) -> Any:
    """Start children that end with the test."""
    started: list[Child] = []

    def begin(arguments: Sequence[str] = ()) -> Child:
        argv = [sys.executable, "-c", CHILD, *arguments]
        environment = {"SYSTEMROOT": os.environ.get("SYSTEMROOT", "")}
        started.append(Child(argv, env=environment, cwd=tmp_path, log=tmp_path / "log"))
        return started[-1]

    yield begin
    for one in started:
        one.close()
        one.process.wait(20)


def test_calls_are_answered(child: Any) -> None:
    assert child().call("add", seconds=20, a=2, b=3) == 5


def test_a_childs_error_is_told(child: Any) -> None:
    with pytest.raises(ChildFailed, match="ValueError: no"):
        child().call("fail", seconds=20)


def test_a_childs_end_is_told_with_its_last_words(child: Any) -> None:
    with pytest.raises(ChildFailed, match=r"code 3\) last words"):
        child().call("leave", seconds=20)


def test_a_slow_child_times_out_and_goes_on(child: Any) -> None:
    one = child()
    with pytest.raises(ChildTimeout):
        one.receive(one.send("sleep", seconds=0.5, value=1), seconds=0.05)
    assert one.call("add", seconds=20, a=1, b=1) == 2


def test_answers_out_of_order_reach_their_callers(child: Any) -> None:
    one = child(["side"])
    slow = one.send("sleep", seconds=0.3, value="slow")
    fast = one.send("add", a=1, b=2)
    assert one.receive(fast, seconds=20) == 3
    assert one.receive(slow, seconds=20) == "slow"


def test_a_call_to_an_ended_child_fails(child: Any) -> None:
    one = child()
    one.process.kill()
    one.process.wait()
    with pytest.raises(ChildFailed):
        one.call("add", seconds=20, a=1, b=1)


@pytest.mark.parametrize("value", ["\ud800", {"\udfff": ["ñ", "😀", '"', "\n"]}])
def test_any_text_crosses_in_both_directions(child: Any, value: object) -> None:
    assert child().call("echo", seconds=20, value=value) == value


@pytest.mark.parametrize("arguments", [[], ["side"]])
def test_an_answer_that_cannot_be_sent_is_an_error(child: Any, arguments: list[str]) -> None:
    one = child(arguments)
    with pytest.raises(ChildFailed, match="TypeError"):
        one.call("object", seconds=20)
    assert one.call("add", seconds=20, a=1, b=1) == 2


@pytest.mark.parametrize("line", ["nonsense\n", "[" * 100_000 + "\n", "1" * 5000 + "\n"])
def test_nonsense_ends_the_conversation(child: Any, line: str) -> None:
    one = child()
    with pytest.raises(ChildFailed, match="cannot be read"):
        one.call("nonsense", seconds=20, line=line)
    with pytest.raises(ChildFailed, match="cannot be read"):
        one.call("add", seconds=20, a=1, b=1)
