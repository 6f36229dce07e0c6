"""A function's own clock is the world's, and real time-outs stay real."""

from __future__ import annotations

from typing import Any

import pytest

READINGS = {
    "time.time()": 1_931_528_221.1,
    "datetime.datetime.now().isoformat()": "2031-03-17T15:37:01.100000",
    "datetime.datetime.now(datetime.timezone.utc).isoformat()": "2031-03-17T15:37:01.100000+00:00",
    "datetime.date.today().isoformat()": "2031-03-17",
    "time.strftime('%Y-%m-%d %H:%M')": "2031-03-17 15:37",
    "time.localtime().tm_hour": 15,
    "time.ctime()": "Mon Mar 17 15:37:01 2031",
    "time.asctime()": "Mon Mar 17 15:37:01 2031",
    "time.ctime(0)": "Thu Jan  1 00:00:00 1970",
    "time.asctime(time.gmtime(0))": "Thu Jan  1 00:00:00 1970",
}


@pytest.mark.parametrize("expression", READINGS)
def test_every_clock_tells_the_worlds_time(functions: Any, expression: str) -> None:
    run = functions.run(f"import datetime, time\ndef handler(e, c):\n    return {expression}\n")
    expected = READINGS[expression]
    assert run.payload == expected


def test_the_clock_stands_while_the_code_loads_and_between_invocations(
    functions: Any, moment: float
) -> None:
    name = functions.deploy(
        "import time\nloaded = time.time()\ntime.sleep(0.3)\n"
        "def handler(e, c):\n    return [loaded, time.time()]\n"
    )
    cloud = functions.cloud
    first = cloud.invoke(name).payload
    again = cloud.invoke(name).payload
    try:
        cloud.set_moment(moment + 61)
        later = cloud.invoke(name).payload
    finally:
        cloud.set_moment(moment)
    assert first == [moment, moment]
    assert again == [moment, moment]
    assert later == [moment, moment + 61]


def test_sleeping_moves_the_clock_and_monotonic_time_is_real(functions: Any) -> None:
    run = functions.run(
        "import time\n"
        "from time import sleep\n"
        "def handler(e, c):\n"
        "    a, b = time.time_ns(), time.monotonic()\n"
        "    time.sleep(1)\n"
        "    sleep(0.5)\n"
        "    return [time.time_ns() - a, time.monotonic() - b]\n",
        Timeout=10,
    )
    assert run.payload[0] == 1_500_000_000
    assert run.payload[1] >= 1.5


def test_sleeping_while_the_code_loads_moves_the_clock_there(functions: Any, moment: float) -> None:
    run = functions.run(
        "import time\ntime.sleep(0.25)\nloaded = time.time()\n"
        "def handler(e, c):\n    return [loaded, time.time()]\n"
    )
    assert run.payload == [pytest.approx(moment + 0.25, abs=1e-6), moment]


def test_threads_that_sleep_side_by_side_sleep_once(functions: Any) -> None:
    run = functions.run(
        "import threading, time\n"
        "def handler(e, c):\n"
        "    began = time.time_ns()\n"
        "    sleepers = [threading.Thread(target=time.sleep, args=(0.5,)) for _ in range(4)]\n"
        "    for sleeper in sleepers: sleeper.start()\n"
        "    for sleeper in sleepers: sleeper.join()\n"
        "    return time.time_ns() - began\n"
    )
    assert run.payload == 500_000_000


def test_two_runs_print_the_same_times(functions: Any) -> None:
    code = (
        "import datetime, logging, time\n"
        "logging.getLogger().setLevel(logging.INFO)\n"
        "def handler(e, c):\n"
        "    for _ in range(50):\n"
        "        print(datetime.datetime.now(), time.time(), time.time_ns(), time.ctime())\n"
        "    logging.info('captured')\n"
        "    print(logging.LogRecord('', 0, '', 0, '', (), None).created)\n"
        "    return datetime.datetime.now(datetime.timezone.utc).isoformat()\n"
    )
    first, second = functions.run(code), functions.run(code)
    assert first.payload == second.payload
    assert first.output.replace(first.request_id, "") == second.output.replace(
        second.request_id, ""
    )
    assert len(set(first.output.splitlines()[:50])) == 1


def test_a_loop_that_waits_for_a_time_ends(functions: Any) -> None:
    run = functions.run(
        "import time\n"
        "def handler(e, c):\n"
        "    began = time.time_ns()\n"
        "    deadline = time.time() + 1.5\n"
        "    while time.time() < deadline: pass\n"
        "    return time.time_ns() - began\n",
        Timeout=20,
    )
    assert run.payload >= 2_000_000_000
    assert run.payload % 1_000_000_000 == 0


def test_a_sleep_that_is_refused_moves_nothing(functions: Any) -> None:
    run = functions.run(
        "import time\n"
        "def handler(e, c):\n"
        "    refused = []\n"
        "    for seconds in (-1, 'one', float('nan')):\n"
        "        try: time.sleep(seconds)\n"
        "        except (TypeError, ValueError) as error: refused.append(type(error).__name__)\n"
        "    return refused, time.time()\n"
    )
    assert run.payload == [["ValueError", "TypeError", "ValueError"], 1_931_528_221.1]


def test_the_remaining_time_is_real(functions: Any) -> None:
    run = functions.run(
        "import time\n"
        "def handler(e, c):\n"
        "    before = c.get_remaining_time_in_millis()\n"
        "    time.sleep(0.5)\n"
        "    return [before, c.get_remaining_time_in_millis()]\n",
        Timeout=7,
    )
    before, after = run.payload
    assert 0 < after <= before - 500 < before <= 7000


def test_time_can_pass_between_two_readings(functions: Any, moment: float) -> None:
    name = functions.deploy(
        "import datetime, time\n"
        "def handler(e, c):\n"
        "    return [time.time(), datetime.datetime.now().timestamp(), time.time()]\n"
    )
    with functions.cloud.letting_time_pass(2.0):
        first, second, third = functions.cloud.invoke(name).payload
    assert (second - first, third - second) == (2.0, 2.0)
    assert functions.cloud.invoke(name).payload == [moment] * 3
