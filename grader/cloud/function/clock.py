"""The function's own clock: set to the world's moment, then running at real speed."""

from __future__ import annotations

import sys
import time
import types
from typing import Any


class _NoTestCase:
    """Stands in for what time_machine looks for in `unittest`, which it only decorates."""


class WorldClock:
    """Moves every Python clock of this process, and none that sockets and sleeping use."""

    def __init__(self) -> None:
        self._travel = _import_travel()
        self._traveller: Any = None

    def move_to(self, moment: float) -> None:
        """Let the clock go on from ``moment``, in epoch seconds UTC."""
        if self._traveller is None:
            self._traveller = self._travel(moment, tick=True).start()
        else:
            self._traveller.move_to(moment, tick=True)


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
