"""Where the commands of the bench find a cloud: on this machine, and nowhere else."""

from __future__ import annotations

import socket
from typing import Any
from urllib.parse import urlsplit

from grader.cloud.addresses import REGION
from grader.cloud.gateway import PORT, URL
from grader.locale import _

_LOOPBACK = ("127.", "::1")
AWS = ("amazonaws.com", "amazonaws.com.cn", "aws.dev", "api.aws")


class Unreachable(Exception):
    """There is no cloud to talk to; the message says why and what to do."""


class Endpoint:
    """A cloud on this machine. Keys and settings of the environment play no part."""

    def __init__(
        self, url: str = URL, *, allow_remote: bool = False, read_seconds: float = 90.0
    ) -> None:
        """Aim at ``url``; no answer takes longer than ``read_seconds``.

        Raises Unreachable where it is no address of this machine and ``allow_remote`` does not
        say that it may be another, and for AWS itself in any case.
        """
        self.url = url.rstrip("/")
        parts = _split(self.url)
        self.host, self.port = parts
        self._read_seconds = read_seconds
        if self.host.lower().rstrip(".").endswith(AWS):
            raise Unreachable(_("{url} is AWS itself: nothing here goes there.").format(url=url))
        if not allow_remote and not is_loopback(self.host):
            raise Unreachable(
                _("{url} is not on this machine, and nothing here talks to anything else.").format(
                    url=url
                )
            )
        self._clients: Any = None

    def require(self) -> None:
        """Raise Unreachable unless something listens there."""
        try:
            socket.create_connection((self.host, self.port), timeout=3).close()
        except OSError as error:
            raise Unreachable(
                _("Nothing answers at {url}.").format(url=self.url)
                + "\n"
                + _("Start a cloud in another terminal: {command}").format(
                    command="python -m grader up"
                    + ("" if self.port == PORT else f" --port {self.port}")
                )
            ) from error

    def client(self, service: str, region: str = REGION) -> Any:
        """Return the botocore client of ``service``, with dummy keys. Raises Unreachable."""
        from grader.cloud.clients import Clients

        if self._clients is None:
            self.require()
            self._clients = Clients(self.url, read_seconds=self._read_seconds)
        return self._clients.get(service, region)


def _split(url: str) -> tuple[str, int]:
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        parts, port = urlsplit(""), 0
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Unreachable(
            _("{url} is no address; it looks like {example}.").format(url=url, example=URL)
        )
    return parts.hostname, port


def is_loopback(host: str) -> bool:
    """Whether every address of ``host`` is this machine itself."""
    try:
        found = {str(one[4][0]) for one in socket.getaddrinfo(host, None)}
    except OSError:
        return False
    return bool(found) and all(address.startswith(_LOOPBACK) for address in found)
