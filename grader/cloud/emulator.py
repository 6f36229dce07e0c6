"""The program of the emulator's process: MiniStack, and what a grader needs beside it."""

from __future__ import annotations

import asyncio
import importlib
import os
import socket
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, BinaryIO

from grader.cloud.addresses import REGION, parse_function
from grader.cloud.host import FunctionHost
from grader.cloud.outcome import Outcome
from grader.cloud.run import Run
from grader.cloud.runs import Moment, Pending, RunBook
from grader.cloud.settings import Settings
from grader.cloud.version import MINISTACK
from grader.sandbox.channel import claim_stdio, serve
from grader.sandbox.landlock import confine
from grader.sandbox.limits import limit_self
from grader.sandbox.tree import become_reaper, kill_descendants

PATCHES = (
    "clock",
    "functions",
    "recursion",
    "asynchronous",
    "deliveries",
    "states",
    "versions",
    "variables",
    "metrics",
    "schedules",
    "expressions",
    "permissions",
    "writes",
    "refusals",
    "admin",
    "processes",
)
"""Modules of `grader.cloud.patches`, in the order in which they are applied."""

_MEMORY = 2 * 1024**3
_FILE = 1024**3


class WrongVersion(RuntimeError):
    """Another version of MiniStack is installed."""


class Emulator:
    """MiniStack in this process, under the grader's control."""

    def __init__(self, settings: Settings) -> None:
        """Take the port at once; nothing heavy is loaded yet."""
        self.settings = settings
        self.moment = Moment(settings.moment)
        self.runs = RunBook()
        self.pending = Pending()
        self.measure: Callable[[str, float, bool], None] = lambda name, milliseconds, error: None
        self.settle: Callable[[float], bool] = self.pending.wait
        self.links: Callable[[], int] = lambda: 0
        self.next_link: Callable[[], object] = lambda: None
        self.next_due: Callable[[float, str | None], float | None] = lambda until, followed: None
        self.fire: Callable[[float, str | None], list[dict[str, Any]]] = self._fire_nothing
        self.event_of: Callable[[str, str, float], list[object]] = lambda arn, target, moment: []
        self.refusal: Callable[[str, str, str | None], str | None] = lambda source, target, role: (
            None
        )
        self.writes: Callable[[float], list[list[Any]]] = lambda moment: []
        self.refuse_objects: Callable[[bool], None] = lambda refusing: None
        self._listener = socket.create_server(("127.0.0.1", settings.port), backlog=128)
        self.port = int(self._listener.getsockname()[1])
        self.host = FunctionHost(settings, self.port, self.moment)
        self._ready = threading.Event()
        self._failure: str | None = None

    def run(self) -> None:
        """Load MiniStack, change it, and serve until the process ends."""
        os.environ["GATEWAY_PORT"] = str(self.port)
        os.environ["SERVICES"] = ",".join(self.settings.services)
        try:
            check_version(installed_version())
            self._serve()
        except BaseException as error:
            self._failure = f"{type(error).__name__}: {error}"
            self._ready.set()
            raise

    def _serve(self) -> None:
        # Whatever is installed here: functions never run in containers of the machine's own.
        sys.modules["docker"] = None  # type: ignore[assignment]
        from hypercorn.asyncio import serve as serve_http
        from hypercorn.config import Config
        from ministack import app as gateway

        for name in PATCHES:
            if name not in self.settings.without:
                importlib.import_module(f"grader.cloud.patches.{name}").apply(self)
        config = Config()
        config.bind = [f"fd://{self._listener.detach()}"]
        config.keep_alive_timeout = 75
        config.loglevel = "WARNING"

        async def app(scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] == "lifespan":
                send = self._noticing(send)
            await gateway.app(scope, receive, send)

        asyncio.run(serve_http(app, config))

    def _noticing(self, send: Any) -> Any:
        async def forward(message: dict[str, Any]) -> None:
            await send(message)
            if message["type"] == "lifespan.startup.complete":
                if self.settings.functions_ahead:
                    self.host.start_ahead()
                self._ready.set()

        return forward

    def control(self, reader: BinaryIO, writer: BinaryIO) -> None:
        """Answer the grader until it closes the pipe, then end with everything started here."""
        handlers: dict[str, Callable[..., Any]] = {
            "port": lambda: self.port,
            "ready": self._wait_until_ready,
            "set_moment": self.moment.move,
            "next_due": lambda until, followed: self.next_due(until, followed),
            "fire": lambda moment, followed: self.fire(moment, followed),
            "event_of": lambda arn, target, moment: self.event_of(arn, target, moment),
            "refusal": lambda source, target, role: self.refusal(source, target, role),
            "step": self._step,
            "writes": lambda moment: self.writes(moment),
            "refuse_objects": lambda refusing: self.refuse_objects(refusing),
            "settle": self._settled,
            "invoke": self._invoke,
            "runs": self.runs.page,
        }
        try:
            serve(reader, writer, handlers, executor=ThreadPoolExecutor(max_workers=16))
        finally:
            kill_descendants(seconds=3)
            os._exit(0)

    def _settled(self, patience: float) -> bool:
        """Return whether all is over within ``patience`` seconds; RuntimeError if it failed."""
        over = self.settle(patience)
        self.runs.require_whole()
        return over

    def _step(self, length: float) -> None:
        self.host.step = length

    def _fire_nothing(self, moment: float, _followed: str | None) -> list[dict[str, Any]]:
        self.moment.move(moment)
        return []

    def _wait_until_ready(self, patience: float) -> bool:
        if not self._ready.wait(patience):
            raise TimeoutError(f"not ready within {patience:g} s")
        if self._failure:
            raise RuntimeError(self._failure)
        return True

    def _invoke(
        self, function_name: str, event: object, region: str | None
    ) -> dict[str, Any] | None:
        """Run a function and return its record; None when there is no such function."""
        from ministack.services import lambda_svc

        wanted = parse_function(function_name, region)
        keys = [key for key in list(lambda_svc._functions._data) if wanted.fits(*key)]
        if not keys:
            return None
        key = min(keys, key=lambda key: key[1] != REGION)
        record, _config = lambda_svc._effective_func_record_for_qualifier(
            lambda_svc._functions._data[key], wanted.qualifier
        )
        if record is None:
            return None
        with self.runs.invoked_by_grader():
            answer = lambda_svc._execute_function(record, event)
            if "run" in answer:
                return self.runs.page(int(answer["run"]) - 1)[0]
            return self._throttled(function_name, answer).to_json()

    def _throttled(self, function_name: str, answer: dict[str, Any]) -> Run:
        moment = self.moment.now
        outcome = Outcome(
            "error",
            self.runs.next_request_id(function_name, moment),
            cold=False,
            error_type="TooManyRequestsException",
            error_message=str((answer.get("body") or {}).get("message", "Rate Exceeded")),
        )
        return self.runs.add(outcome.as_run(function_name, moment, "invoke"))


def installed_version() -> str:
    """Return the version of MiniStack that would be imported."""
    from importlib.metadata import version

    return version("ministack")


def check_version(found: str) -> None:
    """Raise WrongVersion unless ``found`` is what the patches were written for."""
    if found != MINISTACK:
        raise WrongVersion(f"MiniStack {MINISTACK} is needed, {found} is installed")


def wall_in(settings: Settings, port: int) -> None:
    """Leave this process its cell, the files of its programs, itself and the sky to connect to."""
    limit_self(memory_bytes=_MEMORY, file_bytes=_FILE)
    if settings.walled or not settings.confined:
        return  # who is confined cannot put walls around functions; they confine themselves within
    programs = [Path(sys.executable).parent, Path(sys.executable).parent.parent / "pyvenv.cfg"]
    confine(
        read=[*sys.path, *programs, settings.ca_file, "/proc"],
        write=[settings.folder],
        connect=[port, settings.https_port, settings.http_port],
    )


def main() -> None:
    """Serve one cell, as the settings in the first argument say."""
    reader, writer = claim_stdio()
    become_reaper()
    settings = Settings.from_json(sys.argv[1])
    emulator = Emulator(settings)
    wall_in(settings, emulator.port)
    sys.argv = [sys.argv[0]]
    threading.Thread(target=emulator.control, args=(reader, writer), daemon=True).start()
    emulator.run()
