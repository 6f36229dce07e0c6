"""The embedded cloud as the grader uses it."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from grader.cloud.addresses import REGION
from grader.cloud.clients import Clients, load
from grader.cloud.run import Run
from grader.cloud.settings import Settings
from grader.sandbox.cells import CellFolder
from grader.sandbox.channel import Child, ChildFailed
from grader.sandbox.interpreter import python_argv
from grader.sandbox.tree import kill_descendants, kill_token
from grader.world.address import SkyAddress

_PACKAGES = ("ministack", "hypercorn", "botocore", "boto3", "time_machine", "psutil")
_BOOT_SECONDS = 60.0
_CALL_SECONDS = 30.0


class CloudFailed(Exception):
    """The embedded cloud did not do its part."""

    def __init__(self, message: str, *, by_function: bool = False) -> None:
        super().__init__(message)
        self.by_function = by_function
        """Whether a function of the student's brought it down."""


class NoSuchFunction(LookupError):
    """No function of this name is deployed."""


@dataclass(frozen=True)
class Fired:
    """A rule or schedule that was due."""

    kind: Literal["rule", "schedule"]
    arn: str


@dataclass(frozen=True)
class Write:
    """An object was written at its address; ``seconds`` of real time tell how far apart."""

    uri: str
    seconds: float


class EmbeddedCloud:
    """A running emulator, private to one cell."""

    def __init__(self, cell: CellFolder, child: Child, settings: Settings) -> None:
        """Use `start`."""
        self._cell = cell
        self._child = child
        self._port_request = child.send("port")
        self._port: int | None = None
        self._moment = settings.moment
        self._run_seconds = settings.longest_run + settings.init_seconds + _CALL_SECONDS
        self._clients: Clients | None = None
        self._lock = threading.Lock()

    @classmethod
    def start(
        cls,
        cell: CellFolder,
        sky: SkyAddress,
        *,
        moment: float,
        without: tuple[str, ...] = (),
        init_seconds: float = 10.0,
        longest_run: float = 60.0,
        functions_ahead: bool = True,
        services: tuple[str, ...] = (),
        port: int = 0,
        walled: bool = False,
    ) -> EmbeddedCloud:
        """Start the emulator's process and return at once; it boots in the background.

        A function's code has ``init_seconds`` to load, and any invocation is stopped after
        ``longest_run`` seconds. ``port`` is where it listens, 0 for any free one.
        ``functions_ahead`` says whether functions will be run at all, so that a process for one
        is started while the cloud is still being filled. ``services`` are those that answer, none
        means all. ``walled`` puts each function's process behind walls of its own. ``without``
        leaves patches out, for their self-tests. Raises CloudFailed when
        no process can be started.
        """
        settings = Settings(
            folder=str(cell.path),
            moment=moment,
            hosts=sky.hosts,
            https_port=sky.https_port,
            http_port=sky.http_port,
            ca_file=str(sky.ca_file),
            init_seconds=init_seconds,
            longest_run=longest_run,
            port=port,
            functions_ahead=functions_ahead,
            services=services,
            walled=walled,
            without=without,
        )
        try:
            argv = python_argv("grader.cloud.emulator", settings.to_json(), packages=_PACKAGES)
            log = cell.path / "emulator.log"
            child = Child(argv, env=_environment(cell), cwd=cell.path, log=log)
            return cls(cell, child, settings)
        except (OSError, ModuleNotFoundError, ChildFailed) as error:
            raise CloudFailed(f"the emulator cannot be started: {error}") from error

    @property
    def endpoint(self) -> str:
        """URL of the emulator; waits until its port is known."""
        with self._lock:
            if self._port is None:
                try:
                    self._port = int(self._child.receive(self._port_request, seconds=_BOOT_SECONDS))
                except ChildFailed as error:
                    raise CloudFailed(f"the emulator did not start: {error}") from error
        return f"http://127.0.0.1:{self._port}"

    @property
    def pid(self) -> int:
        """Process id of the emulator."""
        return self._child.process.pid

    def wait_until_ready(self, seconds: float = _BOOT_SECONDS) -> None:
        """Return when the emulator answers requests; CloudFailed when it does not in time."""
        self._call("ready", seconds=seconds + 1, patience=seconds)

    def client(self, service: str, region: str = REGION) -> Any:
        """Return the botocore client of ``service``, aimed at this cloud; made once."""
        if self._clients is None:
            load()
        endpoint = self.endpoint
        with self._lock:
            if self._clients is None:
                self._clients = Clients(endpoint)
        return self._clients.get(service, region)

    def set_moment(self, moment: float) -> None:
        """Put the world's clock at ``moment``, in epoch seconds UTC; nothing fires."""
        self._call("set_moment", moment=moment)
        self._moment = moment

    def advance(
        self, seconds: float, *, each: Callable[[float], None] = lambda moment: None
    ) -> None:
        """Move the world's clock on, and run what rules and schedules fire on the way.

        Every firing happens at its own moment and is over before the next begins. ``each`` is
        called with every moment before anything happens in it, the last one included, so that
        the rest of the world can follow.
        """
        end = self._moment + seconds
        while (due := self.next_due(end)) is not None:
            each(due)
            self.fire(due)
        each(end)
        self.set_moment(end)

    def next_due(self, until: float, followed: str | None = None) -> float | None:
        """Return when the next rule or schedule is due, not after ``until``; None when none is.

        ``followed`` is the ARN of one that is asked for alone: it is due in any year, whatever
        years, beginning and end it has, for the world's year is drawn by lot.
        """
        due: float | None = self._call("next_due", until=until, followed=followed)
        return due

    def fire(self, moment: float, followed: str | None = None) -> tuple[Fired, ...]:
        """Put the clock at a moment and run what is due in it, to its end; tells what fired.

        ``followed`` is the ARN of one that is due in any year.
        """
        self._moment = moment
        fired = self._call("fire", seconds=self._run_seconds, moment=moment, followed=followed)
        self.settle()
        return tuple(Fired(**one) for one in fired)

    def event_of(self, source_arn: str, target_arn: str, moment: float) -> tuple[object, ...]:
        """Return what a rule or schedule sends to a function at ``moment``; empty when nothing.

        Whether it is due, enabled or let in does not matter.
        """
        return tuple(self._call("event_of", arn=source_arn, target=target_arn, moment=moment))

    def refusal(self, source_arn: str, target_arn: str, role_arn: str | None = None) -> str | None:
        """Return why a rule or schedule may not invoke a function, None when it may.

        The reasons are those of `grader.cloud.patches.permissions.refusal`.
        """
        reason: str | None = self._call(
            "refusal", source=source_arn, target=target_arn, role=role_arn
        )
        return reason

    def writes(self, moment: float) -> tuple[Write, ...]:
        """Return every write of an object while the world stood at ``moment``, in their order."""
        return tuple(Write(*one) for one in self._call("writes", moment=moment))

    @contextlib.contextmanager
    def refusing_objects(self) -> Iterator[None]:
        """Let S3 answer AccessDenied to whoever writes an object, until the end of the block."""
        self._call("refuse_objects", refusing=True)
        try:
            yield
        finally:
            self._call("refuse_objects", refusing=False)

    @contextlib.contextmanager
    def letting_time_pass(self, seconds: float) -> Iterator[None]:
        """Let a function find its clock so much further at every reading, until the block ends."""
        self._call("step", length=seconds)
        try:
            yield
        finally:
            self._call("step", length=0.0)

    def settle(self, seconds: float | None = None) -> None:
        """Wait until asynchronous invocations are over; CloudFailed when they are not in time."""
        patience = self._run_seconds if seconds is None else seconds
        if not self._call("settle", seconds=patience + 1, patience=patience):
            raise CloudFailed(f"functions still ran after {patience:g} s")

    def invoke(self, function_name: str, event: object = None, *, region: str | None = None) -> Run:
        """Run a function at the world's moment and wait for its end.

        ``function_name`` may be an ARN, or a name with a qualifier. A name that stands in several
        regions means that of ``region``, or of us-east-1 when none is given.

        Raises NoSuchFunction, and CloudFailed when the emulator fails.
        """
        data = self._call(
            "invoke",
            seconds=self._run_seconds,
            function_name=function_name,
            event={} if event is None else event,
            region=region,
        )
        if data is None:
            raise NoSuchFunction(function_name)
        return Run.from_json(data)

    def runs(self, since: int = 0) -> tuple[Run, ...]:
        """Return the invocations with numbers above ``since``, whoever triggered them."""
        found: list[Run] = []
        while page := self._call("runs", since=since + len(found)):
            found += [Run.from_json(data) for data in page]
        return tuple(found)

    def stop(self) -> None:
        """End the emulator, its functions and whatever they started."""
        if self._clients is not None:
            self._clients.close()
        process = self._child.process
        self._child.close()
        with contextlib.suppress(Exception):
            process.wait(timeout=2)
        if process.poll() is None:
            kill_descendants(process.pid)
            process.kill()
            process.wait()
        kill_token(self._cell.token, self._cell.path)

    def _call(self, op: str, *, seconds: float = _CALL_SECONDS, **arguments: Any) -> Any:
        try:
            return self._child.call(op, seconds=seconds, **arguments)
        except ChildFailed as error:
            raise CloudFailed(
                f"the emulator failed: {error}", by_function=self._was_brought_down()
            ) from error

    def _was_brought_down(self) -> bool:
        """Whether the emulator was killed while a function ran: its mark is still there."""
        code = self._child.process.poll()
        killed = code is not None and code != 0
        return killed and any((self._cell.path / "busy").iterdir())


def _environment(cell: CellFolder) -> dict[str, str]:
    return {
        **cell.environment(),
        "PATH": os.defpath,
        "BIND_HOST": "127.0.0.1",
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "ATHENA_ENGINE": "duckdb",
        "LOG_LEVEL": "WARNING",
        "LAMBDA_ACCOUNT_CONCURRENCY": "10",
        "LAMBDA_ASYNC_RETRY_BASE_SECONDS": "0.05",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": REGION,
    }
