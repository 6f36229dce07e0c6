"""The emulator's book of invocations."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from typing import Any, Literal

from grader.cloud.run import Run

Trigger = Literal["invoke", "other"]

_PAGE = 8 * 1024 * 1024
"""Characters of records in one answer to the grader, beyond which it has to ask again."""


class Moment:
    """The world's moment, held by the grader."""

    def __init__(self, moment: float) -> None:
        self.now = moment
        self._followers: list[Callable[[float], None]] = []

    def follow(self, move: Callable[[float], None]) -> None:
        """Call ``move`` with every new moment."""
        self._followers.append(move)

    def move(self, moment: float) -> None:
        """Put the world at ``moment``."""
        self.now = moment
        for move in self._followers:
            move(moment)


class Pending:
    """Counts asynchronous invocations that are not at their end yet."""

    def __init__(self) -> None:
        self._count = 0
        self._changed = threading.Condition()

    def began(self) -> None:
        """One more is on its way."""
        with self._changed:
            self._count += 1

    def ended(self) -> None:
        """One has been delivered, or given up."""
        with self._changed:
            self._count -= 1
            self._changed.notify_all()

    def wait(self, patience: float) -> bool:
        """Return whether none is left within ``patience`` seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: self._count == 0, timeout=patience)


class RunBook:
    """Every invocation that happened, in the order in which they ended."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._runs: list[Run] = []
        self._fault = ""
        self._began = 0
        self._trigger: ContextVar[Trigger] = ContextVar("trigger", default="other")

    @contextmanager
    def invoked_by_grader(self) -> Iterator[None]:
        """Mark what is invoked in this context as the grader's own."""
        token = self._trigger.set("invoke")
        try:
            yield
        finally:
            self._trigger.reset(token)

    @property
    def trigger(self) -> Trigger:
        """Who invokes in this context."""
        return self._trigger.get()

    def next_request_id(self, function_name: str, moment: float) -> str:
        """Return an id that looks like AWS's and is the same in a repeated run."""
        with self._lock:
            self._began += 1
            seed = f"{self._began} {function_name} {moment}"
        digest = hashlib.sha256(seed.encode()).hexdigest()
        return f"{digest[:8]}-{digest[8:12]}-4{digest[13:16]}-a{digest[17:20]}-{digest[20:32]}"

    def add(self, run: Run) -> Run:
        """Enter ``run`` under the next number and return it with that."""
        with self._lock:
            numbered = replace(run, number=len(self._runs) + 1)
            self._runs.append(numbered)
            return numbered

    def failed(self, reason: str) -> None:
        """Note that an invocation could not be run at all: what was observed is not the whole."""
        with self._lock:
            self._fault = self._fault or reason

    def require_whole(self) -> None:
        """Raise RuntimeError when an invocation could not be run through a failure of ours."""
        if self._fault:
            raise RuntimeError(self._fault)

    def page(self, since: int) -> list[dict[str, Any]]:
        """Return runs with numbers above ``since``, as many as one message should hold.

        Raises RuntimeError as `require_whole` does.
        """
        self.require_whole()
        with self._lock:
            runs = self._runs[since:]
        chosen: list[dict[str, Any]] = []
        size = 0
        for run in runs:
            chosen.append(run.to_json())
            size += len(json.dumps(chosen[-1]))
            if size > _PAGE:
                break
        return chosen
