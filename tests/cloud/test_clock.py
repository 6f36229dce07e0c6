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
}


@pytest.mark.parametrize("expression", READINGS)
def test_every_clock_tells_the_worlds_time(functions: Any, expression: str) -> None:
    run = functions.run(f"import datetime, time\ndef handler(e, c):\n    return {expression}\n")
    expected = READINGS[expression]
    if isinstance(expected, float):
        assert run.payload == pytest.approx(expected, abs=0.001)
    else:
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
    assert first == pytest.approx([moment, moment], abs=0.05)
    assert again == pytest.approx([moment, moment], abs=0.05)
    assert later == pytest.approx([moment, moment + 61], abs=0.05)


def test_sleeping_and_monotonic_time_are_real(functions: Any) -> None:
    run = functions.run(
        "import time\n"
        "def handler(e, c):\n"
        "    a, b = time.time(), time.monotonic()\n"
        "    time.sleep(0.2)\n"
        "    return [time.time() - a, time.monotonic() - b]\n"
    )
    assert all(0.19 < value < 2 for value in run.payload)
