"""Execution environments of functions, as the emulator's pool of workers holds them."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from grader.cloud.function.traces import own_frame
from grader.cloud.host import FunctionHost, Place, TooMuch
from grader.cloud.outcome import Outcome, read_answer
from grader.cloud.packages import DamagedPackage
from grader.cloud.process import Exited, FunctionProcess, TookTooLong

_OUTPUT_SECONDS = 0.25
"""How long the rest of a function's output is waited for when its end mark does not come."""

_WHERE = re.compile(r'^  File "(?P<file>.+)", line (?P<line>\d+) in (?P<function>.+)$', re.M)


class NeverStarted(Exception):
    """The program that loads functions did not come up: a failure of ours, whatever the code."""


class PooledEnvironment:
    """One execution environment: a process that is started when first needed, and kept.

    Takes the place of MiniStack's `Worker` in its pool, which leases and drops instances by
    `in_use`, `last_used`, `config`, and `kill`.
    """

    def __init__(
        self,
        host: FunctionHost,
        config: dict[str, Any],
        code: bytes,
        layers: Callable[[dict[str, Any]], list[bytes]],
    ) -> None:
        self.config = config
        self.in_use = False
        self.last_used = time.time()
        self._host = host
        self._code = code
        self._layers = layers
        self._lock = threading.Lock()
        self._process: FunctionProcess | None = None
        self._place: Place | None = None
        self._environment: dict[str, str] = {}
        self._root = ""
        self._real_places: dict[str, str] = {}

    def invoke(
        self, config: Mapping[str, Any], event: object, request_id: str, links: int
    ) -> Outcome:
        """Run one invocation, in a new process when there is none.

        ``links`` is the number of invocations that led to this one, itself included.
        """
        with self._lock:
            common = {"request_id": request_id, "moment": self._host.moment.now}
            cold = self._process is None or not self._process.alive
            started = self._load(common) if cold else None
            if started is not None and started.status != "ok":
                return started
            timeout = float(config.get("Timeout") or 3)
            seconds = min(timeout, self._host.settings.longest_run)
            request = {
                **common,
                "event": event,
                "seconds": timeout,
                "arn": config.get("FunctionArn", ""),
                "environment": self._environment,
                "trace": _trace(request_id, links),
                "step": self._host.step,
            }
            outcome = self._ask(request, cold=cold, seconds=seconds, late=_late(timeout, seconds))
            if self._process is not None:
                self._process.freeze()
            return outcome if started is None else outcome.after(started)

    def kill(self) -> None:
        """End the process, if there is one, and what it started."""
        process, self._process = self._process, None
        place, self._place = self._place, None
        if process is not None and place is not None:
            self._host.end(process, place)

    def _load(self, common: dict[str, Any]) -> Outcome:
        self.kill()
        self._process, self._place = self._host.start()
        try:
            return self._begin(self._place, common)
        except DamagedPackage as error:
            self.kill()
            return Outcome(
                "init_error",
                common["request_id"],
                cold=True,
                error_type="InvalidZipFileException",
                error_message=f"Lambda could not unzip the deployment package: {error}",
            )
        except BaseException:  # half a start must not look like a warm one to the next invocation
            self.kill()
            raise

    def _begin(self, place: Place, common: dict[str, Any]) -> Outcome:
        layers = self._layers(self.config)
        first = self._host.first_request(self.config, self._code, layers, place)
        self._environment = first["environment"]
        self._root = first["task_root"]
        self._real_places = first["places"]
        limit = self._host.settings.init_seconds
        late = f"Init phase timed out after {limit:.2f} seconds"
        return self._ask({**common, **first}, cold=True, seconds=limit, late=late)

    def _ask(self, request: dict[str, Any], *, cold: bool, seconds: float, late: str) -> Outcome:
        process, place = self._process, self._place
        assert process is not None and place is not None
        answer: dict[str, Any]
        try:
            with self._host.busy(str(self.config.get("FunctionName"))):
                look = partial(self._host.check, place)
                answer = process.ask(request, seconds=seconds, look=look)
        except TookTooLong:
            answer = {"status": "timeout", "type": "Sandbox.Timedout", "message": late}
            answer["frames"] = self._frames_of(self._host.ask_where(process, place))
        except Exited as end:
            if not place.where.exists():
                raise NeverStarted(process.output.end(seconds=_OUTPUT_SECONDS)[0].strip()) from end
            answer = {"status": "exited", "type": "Runtime.ExitError", "message": _epitaph(end)}
        except TooMuch as excess:
            told = f"The function was stopped: {excess}"
            answer = {"status": "exited", "type": "Runtime.ExitError", "message": told}
        if answer.get("status") not in ("ok", "ready", "error", "too_large", "not_json"):
            self.kill()
        output, dropped = process.output.end(seconds=_OUTPUT_SECONDS)
        outcome = read_answer(answer, request["request_id"], cold=cold)
        message = outcome.error_message
        return replace(
            outcome,
            output=self._as_on_aws(output),
            dropped=dropped,
            error_message=None if message is None else self._as_on_aws(message),
        )

    def _as_on_aws(self, text: str) -> str:
        """Put AWS's paths for the cell's, which differ from run to run and say nothing."""
        for place, folder in self._real_places.items():
            text = text.replace(folder, place)
        return text

    def _frames_of(self, where: str) -> list[dict[str, Any]]:
        found = [
            own_frame(match["file"], int(match["line"]), match["function"], self._root)
            for match in _WHERE.finditer(where)
        ]
        return [frame for frame in reversed(found) if frame is not None]


def _trace(request_id: str, links: int) -> str:
    digits = request_id.replace("-", "")
    return f"Root=1-{digits[:8]}-{digits[8:]};Parent={digits[:16]};Sampled=0;Lineage={links}:1"


def _late(timeout: float, seconds: float) -> str:
    if seconds < timeout:
        return f"Stopped after {seconds:.2f} seconds (the function's Timeout is {timeout:g})"
    return f"Task timed out after {seconds:.2f} seconds"


def _epitaph(end: Exited) -> str:
    if not end.code:
        return "Runtime exited without providing a reason"
    if end.code < 0:
        return f"Runtime exited with error: signal {-end.code}"
    return f"Runtime exited with error: exit status {end.code}"
