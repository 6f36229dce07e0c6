"""What is forked from a process behind walls is as much alone as what is started behind them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from grader.sandbox import groups
from grader.sandbox.interpreter import PROJECT, python_argv
from grader.sandbox.seccomp import filter_file
from grader.sandbox.trial import why_no_walls
from grader.sandbox.wall import Wall, interpreter
from grader.sandbox.zygote import Forked, Zygote, ZygoteFailed

WITHOUT_WALLS = why_no_walls()
pytestmark = pytest.mark.skipif(bool(WITHOUT_WALLS), reason=WITHOUT_WALLS or "walls stand")

OBEYS = """
import sys
LOADED = []
def load():
    LOADED.append("once")
def main():
    exec(sys.stdin.buffer.read().decode(), {"LOADED": LOADED})
    sys.stdout.flush()
"""
FRESH = {"/tmp": 64 << 20, "/dev/shm": 16 << 20}
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "HOME": "/tmp"}
MOUNTS = """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
NEW_USER_AND_MOUNTS = 0x10000000 | 0x20000
"""
Breed = Callable[..., Zygote]


@pytest.fixture
def breed(tmp_path: Path) -> Iterator[Breed]:
    """Starts zygotes of a program that does what it is told on its standard input."""
    (tmp_path / "code").mkdir()
    (tmp_path / "code" / "obeys.py").write_text(OBEYS)
    started = []

    def begin(fresh: dict[str, int] | None = None, module: str = "obeys") -> Zygote:
        given = FRESH if fresh is None else fresh
        read = (*interpreter(), str(PROJECT / "grader"), str(tmp_path / "code"))
        kept = [one for one in read if given and one.startswith("/tmp/") and Path(one).exists()]
        words = python_argv("grader.sandbox.zygote_program", module, json.dumps(given), *kept)
        words[5] += os.pathsep + str(tmp_path / "code")
        wall = Wall(
            read=read,
            temporary=64 << 20,
            filter=filter_file(tmp_path, "job"),
            nobody=True,
        )
        zygote = Zygote(wall.argv(*words), env=ENVIRONMENT, log=tmp_path / "log")
        started.append(zygote)
        return zygote

    yield begin
    for zygote in started:
        zygote.stop()


def begun(zygote: Zygote, code: str, limits: tuple[Path, ...] = ()) -> Forked:
    """Return a process that does ``code``, and no more is to be said to it."""
    forked = zygote.fork(ENVIRONMENT, limits)
    with forked.stdin as stream:
        stream.write(code.encode())
    return forked


def said(zygote: Zygote, code: str) -> str:
    """Return what ``code`` prints, whatever it prints it on."""
    forked = begun(zygote, code)
    with forked.stdout as out, forked.stderr as errors:
        text = out.read() + errors.read()
    forked.wait(20)
    return text.decode()


def test_each_has_streams_and_an_environment_of_its_own(breed: Breed) -> None:
    zygote = breed()
    forked = zygote.fork({"NAME": "ana"}, ())
    other = zygote.fork({"NAME": "bob"}, ())
    for one in (other, forked):
        with one.stdin as stream:
            stream.write(b"import os; print(dict(os.environ), os.getcwd(), LOADED)")
        with one.stdout as out:
            name = "ana" if one is forked else "bob"
            assert out.read().decode().strip() == f"{{'NAME': '{name}'}} / ['once']"
        one.wait(20)
        assert one.returncode == 0


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("pass", 0),
        ("import os; os._exit(3)", 3),
        ("1 / 0", 1),
        ("import ctypes; ctypes.string_at(0)", 139),
    ],
)
def test_it_is_told_how_it_ended(breed: Breed, code: str, expected: int) -> None:
    forked = begun(breed(), code)
    forked.wait(20)
    assert forked.returncode == expected


LEAVES = """
import os
for place in ("/tmp/left", "/left", "/dev/left", "/dev/shm/left", "/dev/pts/left", "/etc/left",
              "/usr/left", "/var/left", "/proc/left"):
    try:
        with open(place, "w") as file:
            file.write("left")
    except OSError as error:
        print("refused", place)
    else:
        print("wrote", place)
"""
FINDS = """
import glob
print(sorted(glob.glob("/left") + glob.glob("/*/left") + glob.glob("/*/*/left")))
"""


def test_nothing_is_left_for_who_comes_later(breed: Breed) -> None:
    zygote = breed()
    written = said(zygote, LEAVES)
    assert [line for line in written.splitlines() if line.startswith("wrote")] == [
        "wrote /tmp/left", "wrote /dev/shm/left",
    ]  # fmt: skip
    assert said(zygote, FINDS).strip() == "[]"


def test_what_it_is_made_of_stays_in_a_fresh_folder(breed: Breed, tmp_path: Path) -> None:
    assert str(tmp_path).startswith("/tmp/")
    code = f"""
import os
print(os.listdir({str(tmp_path)!r}), os.path.isfile({str(tmp_path / "code" / "obeys.py")!r}))
try:
    open({str(tmp_path / "code" / "left")!r}, "w")
except OSError as error:
    print(error.strerror)
"""
    assert said(breed(), code).splitlines() == ["['code'] True", "Read-only file system"]


def test_without_fresh_folders_it_would_be(breed: Breed) -> None:
    zygote = breed(fresh={})
    assert "wrote /tmp/left" in said(zygote, LEAVES)
    assert "/tmp/left" in said(zygote, FINDS)


@pytest.mark.parametrize("place", ["/", "/dev"])
def test_a_namespace_further_in_cannot_write_there_either(breed: Breed, place: str) -> None:
    code = (
        MOUNTS
        + f"""
assert libc.unshare(NEW_USER_AND_MOUNTS) == 0
print(libc.mount(None, {place!r}.encode(), None, 32 | 4096, None), flush=True)
open({place!r} + "/left", "w")
"""
    )
    found = said(breed(), code)
    assert found.startswith("-1")
    assert "Read-only file system" in found


def test_what_is_covered_cannot_be_uncovered(breed: Breed) -> None:
    code = (
        MOUNTS
        + """
print([libc.umount2(place, 0) for place in (b"/tmp", b"/proc", b"/dev/shm")])
assert libc.unshare(NEW_USER_AND_MOUNTS) == 0
print([libc.umount2(place, 2) for place in (b"/tmp", b"/proc", b"/dev/shm")])
"""
    )
    assert said(breed(), code).split("\n")[:2] == ["[-1, -1, -1]", "[-1, -1, -1]"]


def test_it_has_no_capabilities(breed: Breed) -> None:
    status = said(breed(), "print(open('/proc/self/status').read())")
    found = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    for kind in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"):
        assert int(found[kind], 16) == 0
    assert found["NoNewPrivs"] == "1"


WAITS = "import sys, time\nprint('there', flush=True)\ntime.sleep(60)\n"


def test_two_at_a_time_do_not_meet(breed: Breed) -> None:
    zygote = breed()
    listens = """
import socket, time
listening = socket.create_server(("127.0.0.1", 18080))
print("there", flush=True)
time.sleep(60)
"""
    looks = """
import os, socket
print([one for one in os.listdir("/proc") if one.isdigit()])
try:
    socket.create_connection(("127.0.0.1", 18080), 2)
except OSError as error:
    print(type(error).__name__)
"""
    first = begun(zygote, listens)
    assert first.stdout.readline() == b"there\n"
    assert said(zygote, looks).split("\n")[:2] == ["['1']", "ConnectionRefusedError"]
    first.kill()
    first.wait(20)


def test_it_can_put_up_walls_itself(breed: Breed) -> None:
    words = Wall(network="shared", session=False).argv("/bin/echo", "within")
    code = f"import subprocess; print(subprocess.run({words!r}, capture_output=True, text=True))"
    assert "stdout='within" in said(breed(), code)


def test_killed_it_takes_along_what_it_started(breed: Breed) -> None:
    mark = f"mark-of-{os.getpid()}-{time.monotonic_ns()}"
    starts = f"""
import subprocess, sys, time
for _ in range(2):
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)", {mark!r}],
                     start_new_session=True)
print("there", flush=True)
time.sleep(60)
"""
    forked = begun(breed(), starts)
    assert forked.stdout.readline() == b"there\n"
    assert len(carrying(mark)) == 2
    forked.kill()
    forked.wait(20)
    deadline = time.monotonic() + 10
    while carrying(mark) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert carrying(mark) == []


def carrying(mark: str) -> list[int]:
    """Return the processes with a word on their command line."""
    return [
        one.pid for one in psutil.process_iter(["cmdline"]) if mark in (one.info["cmdline"] or ())
    ]


@pytest.mark.skipif(not groups.are_there(), reason="no control groups can be made here")
def test_its_groups_hold_it_and_nobody_else(breed: Breed) -> None:
    zygote = breed()
    with groups.limited(memory=96 << 20, processes=20) as limits:
        greedy = begun(zygote, "held = [b'x' * (1 << 20) for _ in range(400)]", limits)
        greedy.wait(20)
        assert greedy.returncode != 0
        assert groups.went_over(limits) == "memory"
    assert said(zygote, "print('fine')").strip() == "fine"


def test_who_is_in_flight_when_it_dies_has_ended(breed: Breed) -> None:
    zygote = breed()
    forked = begun(zygote, WAITS)
    assert forked.stdout.readline() == b"there\n"
    zygote.stop()
    forked.wait(20)
    assert forked.returncode is None
    assert not zygote.is_alive


def test_one_that_cannot_load_says_why(breed: Breed) -> None:
    with pytest.raises(ZygoteFailed, match="no_such_module"):
        breed(module="no_such_module")


def test_one_that_can_make_no_namespaces_says_so(breed: Breed) -> None:
    with pytest.raises(ZygoteFailed, match="no namespaces further in"):
        breed(fresh={"/no/such/folder": 1 << 20})


def test_it_ends_with_the_grader(tmp_path: Path, breed: Breed) -> None:
    """Killed, the grader can tell nobody; its end of the socket closes all the same."""
    mark = str(tmp_path / "code")
    wall = Wall(
        read=(*interpreter(), str(PROJECT / "grader"), str(tmp_path / "code")),
        temporary=64 << 20, filter=filter_file(tmp_path, "job"), nobody=True,
    )  # fmt: skip
    words = python_argv("grader.sandbox.zygote_program", "obeys", json.dumps(FRESH))
    words[5] += os.pathsep + str(tmp_path / "code")
    code = (
        "import os, sys, time; from pathlib import Path\n"
        f"sys.path.insert(0, {str(PROJECT)!r})\n"
        "from grader.sandbox.zygote import Zygote\n"
        f"log = Path({str(tmp_path / 'log')!r})\n"
        f"zygote = Zygote({wall.argv(*words, mark)!r}, env={ENVIRONMENT!r}, log=log)\n"
        "print('there', flush=True); time.sleep(60)\n"
    )
    grader = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert grader.stdout is not None
    with grader.stdout as out:
        assert out.readline() == b"there\n"
        assert carrying(mark)
        grader.kill()
        grader.wait()
    deadline = time.monotonic() + 10
    while carrying(mark) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert carrying(mark) == []
