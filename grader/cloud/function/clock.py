"""The function's own clock: it stands at the world's moment, but for what the code sleeps."""

from __future__ import annotations

import sys
import time
import types
from time import monotonic_ns
from typing import Any

_SECOND = 1_000_000_000


class _NoTestCase:
    """Stands in for what time_machine looks for in `unittest`, which it only decorates."""


class WorldClock:
    """Every Python clock of this process, but those that sockets and sleeping use.

    It stands at the moment to which it was moved, so that two runs print the same, and goes on
    by exactly what the code sleeps. Real time that was not slept comes in steps of whole seconds,
    so that a loop that waits for a time of day ends. Where the grader wants to see what code does
    when time passes between two of its lines, every reading finds the clock a step further.
    """

    def __init__(self) -> None:
        self._travel = _import_travel()
        self._traveller: Any = None
        self._moment = 0
        self._moved_at = 0
        self._gone = 0
        """How far it has gone from the moment. No lock: a signal or a fork may come at any time."""
        self._step = 0

    def move_to(self, moment: float, *, step: float = 0.0) -> None:
        """Let the clock stand at ``moment``, in epoch seconds UTC; ``step`` seconds a reading."""
        self._moment = round(moment * _SECOND)
        self._step = round(step * _SECOND)
        self._moved_at = monotonic_ns()
        self._gone = 0
        if self._traveller is None:
            self._traveller = self._travel(moment, tick=False).start()
            self._traveller.time_ns = self._time_ns
        else:
            self._traveller.move_to(moment)

    def follow_sleep(self) -> None:
        """Have `time.sleep` move the clock by what was asked for."""
        real = time.sleep

        def sleep(seconds: Any, /) -> None:
            before = self._time_ns() - self._moment
            real(seconds)
            self._gone = max(self._gone, before + round(float(seconds) * _SECOND))

        sleep.__qualname__, sleep.__doc__ = real.__qualname__, real.__doc__
        time.sleep = sleep

    def tell_text(self) -> None:
        """Have `time.ctime` and `time.asctime` tell this clock's time, which travel leaves out."""
        of_seconds, of_fields = time.ctime, time.asctime

        def ctime(seconds: Any = None, /) -> str:
            return of_seconds(time.time() if seconds is None else seconds)

        def asctime(*fields: Any) -> str:
            return of_fields(*(fields or (time.localtime(),)))

        time.ctime, time.asctime = ctime, asctime

    def _time_ns(self) -> int:
        late = monotonic_ns() - self._moved_at - self._gone
        if late >= _SECOND:
            self._gone += late // _SECOND * _SECOND
        self._gone += self._step
        return self._moment + self._gone


def _import_travel() -> Any:
    """Import time_machine without what it takes along for test suites.

    It stays in `sys.modules`, where its C part looks for it at every reading of a clock.
    """
    absent = dict.fromkeys(("pytest", "dateutil", "dateutil.parser"))
    stub = types.ModuleType("unittest")
    stub.TestCase = _NoTestCase  # type: ignore[attr-defined]
    before = {name: sys.modules.get(name) for name in (*absent, "unittest")}
    sys.modules.update(absent)  # type: ignore[arg-type]
    sys.modules["unittest"] = stub
    try:
        import time_machine
    finally:
        for name, module in before.items():
            if module is None:
                sys.modules.pop(name, None)
            else:
                sys.modules[name] = module
    return time_machine.travel


def use_utc() -> None:
    """Make local time UTC, as in a function on AWS."""
    if sys.platform != "win32":
        time.tzset()
