"""Execution environments of functions, as the emulator's pool of workers holds them.

Takes the place of MiniStack's `Worker`: the pool leases, returns and drops instances by the
attributes and methods that are named in `PooledEnvironment`.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

from grader.cloud.function.packages import RUNTIME_PACKAGES
from grader.cloud.output import KEPT
from grader.cloud.packages import PackageStore
from grader.cloud.process import Exited, FunctionProcess, TookTooLong
from grader.cloud.run import Frame, Run, Status
from grader.cloud.runs import Moment, Trigger
from grader.cloud.settings import Settings
from grader.sandbox.cells import TOKEN_VARIABLE
from grader.sandbox.interpreter import import_folders, package_folders, python_argv

RESERVED = frozenset(
    {
        "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN", "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
        "AWS_LAMBDA_FUNCTION_VERSION", "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME",
        "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR", "TZ", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE",
        "TMPDIR", "TEMP", "TMP", TOKEN_VARIABLE,
    }
)  # fmt: skip
"""Variables of a function's environment that its configuration cannot set."""

_STATUSES = frozenset(get_args(Status))
_OUTPUT_SECONDS = 0.25
"""How long the rest of a function's output is waited for when its end mark does not come."""


@dataclass(frozen=True)
class Outcome:
    """How one invocation went, before it has a number."""

    status: Status
    request_id: str
    cold: bool
    output: str
    dropped: int
    payload: Any = None
    error_type: str | None = None
    error_message: str | None = None
    frames: tuple[Frame, ...] = ()
    sky_timeouts: tuple[float | None, ...] = ()

    def after(self, started: Outcome) -> Outcome:
        """Return this outcome with what was printed while the code was loaded in front."""
        whole = started.output + self.output
        kept = whole.encode()[:KEPT].decode("utf-8", "ignore")
        lost = len(whole.encode()) - len(kept.encode())
        return replace(
            self,
            output=kept,
            dropped=started.dropped + self.dropped + lost,
            sky_timeouts=started.sky_timeouts + self.sky_timeouts,
        )

    def as_run(self, name: str, moment: float, trigger: Trigger) -> Run:
        """Return the record, without its number."""
        return Run(
            number=0,
            function_name=name,
            request_id=self.request_id,
            moment=moment,
            cold=self.cold,
            status=self.status,
            payload=self.payload,
            error_type=self.error_type,
            error_message=self.error_message,
            frames=self.frames,
            output=self.output,
            output_dropped=self.dropped,
            sky_timeouts=self.sky_timeouts,
            trigger=trigger,
        )


class FunctionHost:
    """What all function processes of a cell have in common."""

    def __init__(self, settings: Settings, port: int, moment: Moment) -> None:
        self.settings = settings
        self.moment = moment
        self._port = port
        self._packages = PackageStore(settings.path / "packages")
        self._places = settings.path / "functions"
        self._started = 0
        self._lock = threading.Lock()
        brought = (*RUNTIME_PACKAGES, "time_machine")
        self._argv = python_argv("grader.cloud.function.main", packages=("time_machine",))
        self._common = {
            "routes": {
                "emulator": port,
                "hosts": list(settings.hosts),
                "https": settings.https_port,
                "http": settings.http_port,
            },
            "ca_file": settings.ca_file,
            "runtime_folders": package_folders(brought),
            "hidden": import_folders(("time_machine",)),
        }

    def start(self) -> tuple[FunctionProcess, Path]:
        """Start a process that waits to be told which function it is; with its own /tmp."""
        with self._lock:
            self._started += 1
            place = self._places / str(self._started)
        temporary = place / "tmp"
        temporary.mkdir(parents=True)
        token = os.environ.get(TOKEN_VARIABLE, "")
        env = {TOKEN_VARIABLE: token, "TZ": "UTC", "TMPDIR": str(temporary)}
        if "SYSTEMROOT" in os.environ:
            env["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
        return FunctionProcess(self._argv, env, place), temporary

    def first_request(
        self, config: Mapping[str, Any], code: bytes, layers: list[bytes], temporary: Path
    ) -> dict[str, Any]:
        """Return the message that makes a process the function of ``config``."""
        root = self._packages.unpack(code)
        return {
            **self._common,
            "task_root": str(root),
            "layers": [str(self._packages.unpack(layer)) for layer in layers],
            "handler": str(config.get("Handler", "")),
            "environment": self._environment(config, root, temporary),
        }

    def _environment(
        self, config: Mapping[str, Any], root: Path, temporary: Path
    ) -> dict[str, str]:
        name = str(config["FunctionName"])
        arn = str(config.get("FunctionArn", ""))
        region, account = (arn.split(":") + [""] * 5)[3:5]
        version = str(config.get("Version", "$LATEST"))
        stream = hashlib.sha256(f"{arn} {version}".encode()).hexdigest()[:32]
        own = (config.get("Environment") or {}).get("Variables") or {}
        date = time.strftime("%Y/%m/%d", time.gmtime(self.moment.now))
        variables = {
            "AWS_ENDPOINT_URL": "http://127.0.0.1:4566",
            "AWS_EC2_METADATA_DISABLED": "true",
            "LANG": "en_US.UTF-8",
            "PATH": "/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin",
            **{key: str(value) for key, value in own.items() if key not in RESERVED},
            "AWS_REGION": region,
            "AWS_DEFAULT_REGION": region,
            "AWS_ACCESS_KEY_ID": "test" if account == "0" * 12 else account,
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_SESSION_TOKEN": "test",
            "AWS_EXECUTION_ENV": f"AWS_Lambda_{config.get('Runtime', '')}",
            "AWS_LAMBDA_FUNCTION_NAME": name,
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(config.get("MemorySize", 128)),
            "AWS_LAMBDA_FUNCTION_VERSION": version,
            "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
            "AWS_LAMBDA_LOG_GROUP_NAME": f"/aws/lambda/{name}",
            "AWS_LAMBDA_LOG_STREAM_NAME": f"{date}/[{version}]{stream}",
            "_HANDLER": str(config.get("Handler", "")),
            "LAMBDA_TASK_ROOT": str(root),
            "TZ": "UTC",
            "TMPDIR": str(temporary),
            "SSL_CERT_FILE": self.settings.ca_file,
            "REQUESTS_CA_BUNDLE": self.settings.ca_file,
            TOKEN_VARIABLE: os.environ.get(TOKEN_VARIABLE, ""),
        }
        if "SYSTEMROOT" in os.environ:
            variables["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
        return variables


class PooledEnvironment:
    """One execution environment: a process that is started when first needed, and kept."""

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
        self._proc: FunctionProcess | None = None

    def invoke(self, config: Mapping[str, Any], event: object, request_id: str) -> Outcome:
        """Run one invocation, in a new process when there is none."""
        with self._lock:
            moment = self._host.moment.now
            cold = self._proc is None or not self._proc.alive
            common = {"request_id": request_id, "moment": moment}
            started = self._start(common) if cold else None
            if started is not None and started.status != "ok":
                return started
            timeout = float(config.get("Timeout") or 3)
            seconds = min(timeout, self._host.settings.longest_run)
            request = {
                **common,
                "event": event,
                "seconds": timeout,
                "arn": config.get("FunctionArn", ""),
            }
            outcome = self._ask(request, request_id, cold, seconds, _told(timeout, seconds))
            return outcome if started is None else outcome.after(started)

    def kill(self) -> None:
        """End the process, if there is one."""
        process, self._proc = self._proc, None
        if process is not None:
            process.kill()

    def _start(self, common: dict[str, Any]) -> Outcome:
        self._proc, temporary = self._host.start()
        first = self._host.first_request(
            self.config, self._code, self._layers(self.config), temporary
        )
        self._environment = first["environment"]
        limit = self._host.settings.init_seconds
        told = f"Init phase timed out after {limit:.2f} seconds"
        return self._ask({**common, **first}, common["request_id"], True, limit, told)

    def _ask(
        self, request: dict[str, Any], request_id: str, cold: bool, seconds: float, told: str
    ) -> Outcome:
        process = self._proc
        assert process is not None
        answer: dict[str, Any]
        try:
            answer = process.ask({**request, "environment": self._environment}, seconds=seconds)
        except TookTooLong:
            answer = {"status": "timeout", "type": "Sandbox.Timedout", "message": told}
            self.kill()
        except Exited as end:
            answer = {"status": "exited", "type": "Runtime.ExitError", "message": _epitaph(end)}
            self.kill()
        if answer["status"] == "init_error":
            self.kill()
        output, dropped = process.output.end(seconds=_OUTPUT_SECONDS)
        return _outcome(answer, request_id, cold, output, dropped)


def _told(timeout: float, seconds: float) -> str:
    if seconds < timeout:
        return f"Stopped after {seconds:.2f} seconds (the function's Timeout is {timeout:g})"
    return f"Task timed out after {seconds:.2f} seconds"


def _epitaph(end: Exited) -> str:
    if end.code is None:
        return "Runtime exited without providing a reason"
    if end.code < 0:
        return f"Runtime exited with error: signal {-end.code}"
    if end.code == 0:
        return "Runtime exited without providing a reason"
    return f"Runtime exited with error: exit status {end.code}"


def _outcome(
    answer: Mapping[str, Any], request_id: str, cold: bool, output: str, dropped: int
) -> Outcome:
    """Read an answer; one that the student's code forged may have any shape."""
    unreadable = Outcome(
        "not_json", request_id, cold, output, dropped,
        error_type="Runtime.MarshalError", error_message="Unable to read the response",
    )  # fmt: skip
    try:
        status: Any = "ok" if answer["status"] == "ready" else answer["status"]
        if status not in _STATUSES:
            return unreadable
        payload = json.loads(answer["payload"]) if answer["status"] == "ok" else None
        return replace(
            unreadable,
            status=status,
            payload=payload,
            error_type=_optional_text(answer.get("type")),
            error_message=_optional_text(answer.get("message")),
            frames=tuple(Frame(**frame) for frame in answer.get("frames", ())),
            sky_timeouts=tuple(_seconds(value) for value in answer.get("sky_timeouts", ())),
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return unreadable


def _optional_text(value: object) -> str | None:
    return None if value is None else str(value)


def _seconds(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
