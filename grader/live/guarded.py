"""An endpoint that is given up at its first failure, so that no report waits for many."""

from __future__ import annotations

from typing import Any

from grader.cloud.addresses import REGION
from grader.cloud.endpoint import Endpoint
from grader.locale import _
from grader.rubric import CannotGrade

READ_SECONDS = 8.0
START_SECONDS = 30.0
"""Seconds that a cloud may take to get a function ready, beside the function's own time-out."""


class GuardedEndpoint(Endpoint):
    """Clients of it all fail at once after one of them found the cloud gone."""

    def __init__(self, url: str, *, allow_remote: bool = False) -> None:
        """Aim at ``url``. Raises Unreachable."""
        super().__init__(url, allow_remote=allow_remote, read_seconds=READ_SECONDS)
        self._failure: CannotGrade | None = None
        self._guarded: set[int] = set()
        self._patient: dict[float, Any] = {}

    def client(self, service: str, region: str = REGION) -> Any:
        """Return the botocore client of ``service``."""
        return self._guard(super().client(service, region))

    def patient_client(self, service: str, region: str, seconds: float) -> Any:
        """Return a client that waits ``seconds`` for an answer, and a little."""
        from grader.cloud.clients import Clients

        if seconds not in self._patient:
            self._patient[seconds] = Clients(self.url, read_seconds=seconds + START_SECONDS)
        return self._guard(self._patient[seconds].get(service, region))

    def _guard(self, client: Any) -> Any:
        if id(client) not in self._guarded:
            self._guarded.add(id(client))
            client.meta.events.register("before-send", self._refuse)
            client.meta.events.register("needs-retry", self._notice)
        return client

    def _refuse(self, **_request: Any) -> None:
        if self._failure is not None:
            raise self._failure

    def _notice(self, caught_exception: Exception | None = None, **_response: Any) -> None:
        if caught_exception is not None and self._failure is None:
            self._failure = CannotGrade(
                _("The cloud at {url} stopped answering.").format(url=self.url),
                found=str(caught_exception).splitlines()[0][:200],
                hint=_("Start it again, then check again."),
            )
            raise self._failure
