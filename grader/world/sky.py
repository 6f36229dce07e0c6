"""The sky of one cell: services outside, played on two ports of 127.0.0.1."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path

from grader.world.address import SkyAddress
from grader.world.certificates import server_certificate
from grader.world.clock import Clock
from grader.world.failures import Failure, failed_answer
from grader.world.orbit import Orbit, Position
from grader.world.record import Record, SkyRequest
from grader.world.server import Call, Listener, Reset, Silence
from grader.world.services import services
from grader.world.services.answer import Answer, allowing_all, json_answer, text_answer

_PREFLIGHT = Answer(
    204,
    "",
    b"",
    (("Access-Control-Allow-Methods", "GET, OPTIONS"), ("Access-Control-Allow-Headers", "*")),
)


class Sky:
    """The services outside, for the moment at which the clock stands."""

    def __init__(self, clock: Clock, cache: Path, seed: int) -> None:
        """Open both ports; see ``start``."""
        self._clock = clock
        self._orbit = Orbit(phase=seed % 1000 / 159)
        self._services = {
            host: service for service in services(self._orbit) for host in service.hosts
        }
        self._record = Record()
        self._failure: Failure | None = None
        self._passing = 0.0
        self._asked_before = 0
        self._silence_over = threading.Event()
        hosts = tuple(sorted(self._services))
        certificate, context = server_certificate(cache, hosts)
        self._https = Listener(self._respond, context)
        self._http = Listener(self._respond, None)
        self.address = SkyAddress(hosts, self._https.port, self._http.port, certificate.ca_file)

    @classmethod
    def start(cls, clock: Clock, cache: Path, seed: int) -> Sky:
        """Start a sky; its certificate is kept in ``cache``.

        Raises CertificateFailed when the cache cannot be used, OSError without a free port.
        """
        return cls(clock, cache, seed)

    @property
    def asked(self) -> int:
        """How many requests arrived so far, the failed ones too."""
        return self._record.count

    def requests(self, since: int = 0) -> tuple[SkyRequest, ...]:
        """Return what was asked after the first ``since`` requests, as far as it is kept."""
        return self._record.since(since)

    def position(self, moment: float, units: str = "kilometers") -> Position:
        """Give the truth for the whole second of ``moment`` (epoch seconds)."""
        return self._orbit.position(moment, units)

    @contextlib.contextmanager
    def failing(self, failure: Failure) -> Iterator[None]:
        """Let every service fail in one way inside the ``with`` block."""
        before, self._failure = self._failure, failure
        silence_before, self._silence_over = self._silence_over, threading.Event()
        try:
            yield
        finally:
            self._silence_over.set()
            self._failure, self._silence_over = before, silence_before

    @contextlib.contextmanager
    def letting_time_pass(self, seconds: float) -> Iterator[None]:
        """Let so much time pass between two requests, the first one aside, until the block ends."""
        self._asked_before, self._passing = self._record.count, seconds
        try:
            yield
        finally:
            self._passing = 0.0

    def stop(self) -> None:
        """Close the ports and all connections; harmless when called twice."""
        self._silence_over.set()
        self._https.stop()
        self._http.stop()

    def _respond(self, call: Call) -> Answer:
        """Answer one request; called by the connections' threads."""
        return allowing_all(self._answer(call))

    def _answer(self, call: Call) -> Answer:
        late = self._passing * max(0, self._record.count - self._asked_before)
        request = SkyRequest(
            self._clock.now + late, call.method, call.scheme, call.host, call.path, call.query
        )
        self._record.add(request)
        failure, silence_over = self._failure, self._silence_over
        if failure is Failure.RESET:
            raise Reset
        if failure is Failure.SILENCE:
            raise Silence(silence_over)
        service = self._services.get(call.host)
        if service is None:
            return text_answer("Misdirected Request\n", 421)
        if failure is not None and (answer := failed_answer(failure)) is not None:
            return answer
        if call.method == "OPTIONS":
            return _PREFLIGHT
        if call.method not in ("GET", "HEAD"):
            return json_answer({"error": "method not allowed", "status": 405}, 405)
        return service.answer(request)
