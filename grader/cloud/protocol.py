"""What checks ask of a cloud: a private one, the one of `up`, or one of somebody else's."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, Protocol

from grader.cloud.addresses import REGION

if TYPE_CHECKING:
    from grader.cloud.embedded import Fired, Write
    from grader.cloud.run import Run
    from grader.world.failures import Failure
    from grader.world.orbit import Position
    from grader.world.record import SkyRequest


class Cloud(Protocol):
    """A running cloud; each method is described at `grader.cloud.embedded.EmbeddedCloud`."""

    @property
    def endpoint(self) -> str:
        """URL of the cloud."""

    def client(self, service: str, region: str = REGION) -> Any:
        """Return the botocore client of ``service``."""

    def set_moment(self, moment: float) -> None:
        """Put the world's clock at ``moment``."""

    def next_due(self, until: float, followed: str | None = None) -> float | None:
        """Return when the next rule or schedule is due."""

    def fire(self, moment: float, followed: str | None = None) -> tuple[Fired, ...]:
        """Put the clock at a moment and run what is due in it."""

    def event_of(self, source_arn: str, target_arn: str, moment: float) -> tuple[object, ...]:
        """Return what a rule or schedule sends to a function."""

    def refusal(self, source_arn: str, target_arn: str, role_arn: str | None = None) -> str | None:
        """Return why a rule or schedule may not invoke a function."""

    def writes(self, moment: float) -> tuple[Write, ...]:
        """Return every write of an object while the world stood at ``moment``."""

    def refusing_objects(self) -> contextlib.AbstractContextManager[None]:
        """Let S3 refuse whoever writes an object."""

    def letting_time_pass(self, seconds: float) -> contextlib.AbstractContextManager[None]:
        """Let time pass between two readings of a function's clock."""

    def settle(self) -> None:
        """Wait until asynchronous invocations are over."""

    def invoke(self, function_name: str, event: object = None, *, region: str | None = None) -> Run:
        """Run a function and wait for its end."""

    def runs(self, since: int = 0) -> tuple[Run, ...]:
        """Return the invocations with numbers above ``since``."""


class Time(Protocol):
    """A world's clock; each method is described at `grader.world.clock.Clock`."""

    @property
    def now(self) -> float:
        """The moment at which the world stands, in epoch seconds."""

    def advance(self, seconds: float) -> float:
        """Move on by ``seconds`` and return the new moment."""

    def next_moment(self) -> float:
        """Move on to the next moment at which something may be run."""


class Outside(Protocol):
    """The services outside; each method is described at `grader.world.sky.Sky`."""

    @property
    def asked(self) -> int:
        """How many requests arrived so far."""

    def requests(self, since: int = 0) -> tuple[SkyRequest, ...]:
        """Return what was asked after the first ``since`` requests."""

    def position(self, moment: float) -> Position:
        """Give the truth for the whole second of ``moment``."""

    def failing(self, failure: Failure) -> contextlib.AbstractContextManager[None]:
        """Let every service fail in one way inside the block."""

    def letting_time_pass(self, seconds: float) -> contextlib.AbstractContextManager[None]:
        """Let time pass from one request to the next."""
