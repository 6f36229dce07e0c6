"""The cloud of `up` as checks use it: everything goes through the process that runs it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from grader.bench.control import ControlFailed, ask
from grader.cloud.addresses import REGION
from grader.cloud.embedded import CloudFailed, Fired, NoSuchFunction, Write
from grader.cloud.run import Run
from grader.world.orbit import Position
from grader.world.record import SkyRequest

if TYPE_CHECKING:
    from grader.bench.standing import Standing
    from grader.cloud.endpoint import Endpoint
    from grader.world.failures import Failure

LONGEST = 960.0
"""Seconds that one operation may take: a run of fifteen minutes, and a little."""


class Line:
    """Operations on a standing cloud. Raises CloudFailed where it does not do them."""

    def __init__(self, standing: Standing) -> None:
        """Aim at the cloud that ``standing`` describes."""
        self._standing = standing

    def __call__(self, operation: str, **arguments: Any) -> Any:
        """Ask for one operation."""
        try:
            return ask(self._standing, operation, patience=LONGEST, **arguments)
        except ControlFailed as error:
            raise CloudFailed(f"up: {error}") from error

    @contextlib.contextmanager
    def undone(self, operation: str, **arguments: Any) -> Iterator[None]:
        """Do something that is undone at the end of the block."""
        self(operation, **arguments)
        try:
            yield
        finally:
            self("mend")


class UpCloud:
    """What `EmbeddedCloud` is to checks, from another process."""

    def __init__(self, endpoint: Endpoint, line: Line) -> None:
        """Use ``endpoint`` for what AWS has an API for, and ``line`` for the rest."""
        self.endpoint = endpoint.url
        self._endpoint = endpoint
        self._line = line

    def client(self, service: str, region: str = REGION) -> Any:
        """Return the botocore client of ``service``."""
        return self._endpoint.client(service, region)

    def set_moment(self, moment: float) -> None:
        """Put the cloud's clock at ``moment``."""
        self._line("set_moment", moment=moment)

    def next_due(self, until: float, followed: str | None = None) -> float | None:
        """As `EmbeddedCloud.next_due`."""
        due: float | None = self._line("next_due", until=until, followed=followed)
        return due

    def fire(self, moment: float, followed: str | None = None) -> tuple[Fired, ...]:
        """As `EmbeddedCloud.fire`."""
        return tuple(Fired(**one) for one in self._line("fire", moment=moment, followed=followed))

    def event_of(self, source_arn: str, target_arn: str, moment: float) -> tuple[object, ...]:
        """As `EmbeddedCloud.event_of`."""
        found = self._line("event_of", source=source_arn, target=target_arn, moment=moment)
        return tuple(found)

    def refusal(self, source_arn: str, target_arn: str, role_arn: str | None = None) -> str | None:
        """As `EmbeddedCloud.refusal`."""
        reason: str | None = self._line(
            "refusal", source=source_arn, target=target_arn, role=role_arn
        )
        return reason

    def writes(self, moment: float) -> tuple[Write, ...]:
        """As `EmbeddedCloud.writes`."""
        return tuple(Write(**one) for one in self._line("writes", moment=moment))

    def refusing_objects(self) -> contextlib.AbstractContextManager[None]:
        """As `EmbeddedCloud.refusing_objects`."""
        return self._line.undone("refuse_objects")

    def letting_time_pass(self, seconds: float) -> contextlib.AbstractContextManager[None]:
        """As `EmbeddedCloud.letting_time_pass`."""
        return self._line.undone("step_clock", seconds=seconds)

    def settle(self) -> None:
        """As `EmbeddedCloud.settle`."""
        self._line("settle")

    def invoke(self, function_name: str, event: object = None, *, region: str | None = None) -> Run:
        """As `EmbeddedCloud.invoke`."""
        data = self._line(
            "invoke",
            function_name=function_name,
            event={} if event is None else event,
            region=region,
        )
        if data is None:
            raise NoSuchFunction(function_name)
        return Run.from_json(data)

    def runs(self, since: int = 0) -> tuple[Run, ...]:
        """As `EmbeddedCloud.runs`."""
        return tuple(Run.from_json(one) for one in self._line("runs", since=since))


class UpClock:
    """The clock of `up`, held while it is used."""

    def __init__(self, line: Line) -> None:
        """Hold the time; see `release`."""
        self._line = line

    @property
    def now(self) -> float:
        """The moment at which the world stands."""
        return float(self._line("now"))

    def advance(self, seconds: float) -> float:
        """Move on by ``seconds``; nothing fires."""
        return float(self._line("pass", seconds=seconds))

    def next_moment(self) -> float:
        """Move on to a tenth after the next whole second."""
        return float(self._line("next_moment"))


class UpSky:
    """The sky of `up`."""

    def __init__(self, line: Line) -> None:
        """Ask over ``line``."""
        self._line = line

    @property
    def asked(self) -> int:
        """How many requests arrived so far."""
        return int(self._line("asked"))

    def requests(self, since: int = 0) -> tuple[SkyRequest, ...]:
        """Return what was asked after the first ``since`` requests."""
        return tuple(SkyRequest(**one) for one in self._line("requests", since=since))

    def position(self, moment: float) -> Position:
        """Give the truth for the whole second of ``moment``."""
        return Position(**self._line("position", moment=moment))

    def letting_time_pass(self, seconds: float) -> contextlib.AbstractContextManager[None]:
        """Let time pass from one request to the next, inside the block."""
        return self._line.undone("step_sky", seconds=seconds)

    def failing(self, failure: Failure) -> contextlib.AbstractContextManager[None]:
        """Let every service fail in one way inside the block."""
        return self._line.undone("fail", failure=failure.value)
