"""`up` itself: what it says, who holds its port, and what is left when it ends."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import psutil
import requests

from .conftest import DEADLINE, Bench, until_it_stands

ENDS = 10.0


def _cells(bench: Bench) -> list[Path]:
    return [p for p in bench.temporary.rglob("*") if p.name.startswith(("cell-", "up-"))]


def _gone(bench: Bench) -> bool:
    end = time.monotonic() + ENDS
    while time.monotonic() < end:
        mine = [
            process
            for process in psutil.process_iter(["environ"])
            if str(bench.temporary) in str((process.info["environ"] or {}).get("TMPDIR"))
            and process.pid != os.getpid()
        ]
        if not mine and not _cells(bench):
            return True
        time.sleep(0.1)
    return False


def test_health_answers_as_localstack_does_and_admin_routes_do_not(bench: Bench) -> None:
    health = requests.get(f"{bench.endpoint}/_localstack/health", timeout=5).json()
    assert {"s3", "lambda", "dynamodb", "events"} <= health["services"].keys()
    for route in ("/_ministack/reset", "/_localstack/state/reset"):
        assert requests.post(f"{bench.endpoint}{route}", timeout=5).status_code == 404


def test_ctrl_c_ends_it_and_leaves_nothing(desk: Bench) -> None:
    process = desk.up()
    until_it_stands(process)
    process.send_signal(signal.SIGINT)
    said, _errors = process.communicate(timeout=DEADLINE)
    assert process.returncode == 0
    assert "nothing of it is kept" in said
    assert _gone(desk)


def test_kill_9_leaves_nothing(desk: Bench) -> None:
    process = desk.up()
    until_it_stands(process)
    process.kill()
    process.communicate(timeout=DEADLINE)
    end = time.monotonic() + ENDS
    while any(p.name.startswith("cell-") for p in _cells(desk)) and time.monotonic() < end:
        time.sleep(0.1)
    assert not [p for p in _cells(desk) if p.name.startswith("cell-")]
    again = desk.up()
    until_it_stands(again)
    again.send_signal(signal.SIGINT)
    again.communicate(timeout=DEADLINE)
    assert again.returncode == 0


def test_a_second_one_says_who_holds_the_port(bench: Bench) -> None:
    said = bench.run("up", "--port", str(bench.port), code=2)
    assert "is held by python -m grader up (process" in said
    assert f"--port {bench.port + 1}" in said


def test_two_stand_side_by_side(bench: Bench, desk: Bench) -> None:
    process = desk.up()
    until_it_stands(process)
    bench.on_up("advance", "1s")
    desk.on_up("advance", "1s")
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=DEADLINE)
    bench.on_up("advance", "1s")


def test_nothing_but_this_machine_is_talked_to(bench: Bench) -> None:
    for url in ("http://192.0.2.1:4566", "http://10.0.0.1"):
        assert "not on this machine" in bench.run("ls", "--endpoint", url, code=2)
    assert "is AWS itself" in bench.run("ls", "--endpoint", "https://s3.amazonaws.com", code=2)
    assert "is no address" in bench.run("ls", "--endpoint", "localhost:4566", code=2)


def test_without_a_cloud_every_command_says_how_to_start_one(desk: Bench) -> None:
    for words in (("ls",), ("invoke", "x"), ("advance", "1s"), ("scan", "t"), ("logs", "x")):
        assert "python -m grader up" in desk.on_up(*words, code=2)
