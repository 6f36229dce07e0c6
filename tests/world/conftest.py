"""A sky for each test, and a client that reaches it by host name."""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.world.clock import Clock, seeded_start
from grader.world.sky import Sky

SEED = 7


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("certificates")


@pytest.fixture
def clock() -> Clock:
    return Clock(seeded_start(SEED))


@pytest.fixture
def sky(clock: Clock, certificates: Path) -> Iterator[Sky]:
    sky = Sky.start(clock, certificates, SEED)
    yield sky
    sky.stop()


Connect = Callable[..., http.client.HTTPConnection]


@pytest.fixture
def connect(sky: Sky) -> Iterator[Connect]:
    """Open a connection as a function would: the real name, routed to the sky's port."""
    connections: list[http.client.HTTPConnection] = []

    def to_port(port: int) -> Any:
        return lambda address, *_, **__: socket.create_connection(("127.0.0.1", port), timeout=10)

    def connect(host: str, scheme: str = "https") -> http.client.HTTPConnection:
        connection: http.client.HTTPConnection
        if scheme == "https":
            context = ssl.create_default_context(cafile=str(sky.address.ca_file))
            connection = http.client.HTTPSConnection(host, context=context, timeout=10)
            connection._create_connection = to_port(sky.address.https_port)
        else:
            connection = http.client.HTTPConnection(host, timeout=10)
            connection._create_connection = to_port(sky.address.http_port)
        connections.append(connection)
        return connection

    yield connect
    for connection in connections:
        connection.close()


Get = Callable[..., http.client.HTTPResponse]


@pytest.fixture
def get(connect: Connect) -> Get:
    def get(host: str, path: str, scheme: str = "https", method: str = "GET") -> Any:
        connection = connect(host, scheme)
        connection.request(method, path)
        return connection.getresponse()

    return get
