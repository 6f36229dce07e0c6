"""Where names and addresses lead from inside a function.

The emulator's usual names lead to this cell's emulator, the sky's hosts to the sky; any other
name does not resolve and any other address refuses. This is routing, not security.
"""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
from typing import Any

EMULATOR_PORT = 4566
LOOPBACK = "127.0.0.1"
_EMULATOR_NAMES = ("localhost", "localstack", "host.docker.internal", "localhost.localstack.cloud")
_WITH_BUCKETS = (".localhost", ".localhost.localstack.cloud", ".localstack")
_FIRST_SKY_ADDRESS = int(ipaddress.IPv4Address("198.18.0.1"))


class Router:
    """Translates names and addresses, and notes the time-outs used towards the sky."""

    def __init__(self, routes: dict[str, Any]) -> None:
        """Use ``routes``: emulator (port), hosts, https and http (ports of the sky)."""
        self._emulator = int(routes["emulator"])
        self._sky_ports = {443: int(routes["https"]), 80: int(routes["http"])}
        self._addresses = {
            host: str(ipaddress.IPv4Address(_FIRST_SKY_ADDRESS + place))
            for place, host in enumerate(routes["hosts"])
        }
        self._sky = frozenset(self._addresses.values())
        self._sockets: dict[int, int] = {}
        self.timeouts: list[float | None] = []

    def begin(self) -> None:
        """Forget the time-outs of the invocation before."""
        self._sockets.clear()
        self.timeouts = []

    def resolve(self, host: object) -> str:
        """Return the IPv4 address of ``host``; gaierror when there is no such name here."""
        name = _text(host)
        if name is None or name == "":
            return LOOPBACK
        name = name.rstrip(".").lower()
        if name in self._addresses:
            return self._addresses[name]
        if name in _EMULATOR_NAMES or name.endswith(_WITH_BUCKETS):
            return LOOPBACK
        try:
            return str(ipaddress.ip_address(name))
        except ValueError:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known") from None

    def translate(self, sock: socket.socket, address: object) -> object:
        """Return where a connection to ``address`` really goes; OSError when nowhere."""
        self._sockets.pop(sock.fileno(), None)
        if sock.family not in (socket.AF_INET, socket.AF_INET6):
            return address
        if not isinstance(address, tuple) or len(address) < 2 or not isinstance(address[1], int):
            return address
        target, port = self.resolve(address[0]), address[1]
        if target in self._sky and port in self._sky_ports:
            self._sockets[sock.fileno()] = len(self.timeouts)
            self.timeouts.append(sock.gettimeout())
            return (LOOPBACK, self._sky_ports[port])
        if target == LOOPBACK and port in (EMULATOR_PORT, self._emulator):
            return (LOOPBACK, self._emulator)
        raise ConnectionRefusedError(errno.ECONNREFUSED, os.strerror(errno.ECONNREFUSED))

    def opened(self, sock: socket.socket) -> None:
        """Forget the connection that had this socket's number before."""
        self._sockets.pop(sock.fileno(), None)

    def waits(self, sock: socket.socket, seconds: float | None) -> None:
        """Note a longer time-out that is set on a connection to the sky later on."""
        place = self._sockets.get(sock.fileno())
        if place is None or place >= len(self.timeouts):
            return
        known = self.timeouts[place]
        if known is not None and (seconds is None or seconds > known):
            self.timeouts[place] = seconds


def _text(host: object) -> str | None:
    if isinstance(host, bytes):
        return host.decode("ascii", "replace")
    return host if isinstance(host, str) else None


def install(router: Router) -> None:
    """Send this process's name look-ups and connections through ``router``."""
    lookup = socket.getaddrinfo
    plain = socket.socket
    initialise = plain.__init__
    connect, connect_ex, settimeout = plain.connect, plain.connect_ex, plain.settimeout

    def getaddrinfo(
        host: Any, port: Any, family: int = 0, type: int = 0, proto: int = 0, flags: int = 0
    ) -> Any:
        if host is None and flags & socket.AI_PASSIVE:
            return lookup(host, port, family, type, proto, flags)
        if family == socket.AF_INET6:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        address = router.resolve(host)
        return lookup(address, port, 0, type, proto, flags | socket.AI_NUMERICHOST)

    def gethostbyname(hostname: str) -> str:
        return router.resolve(hostname)

    def gethostbyname_ex(hostname: str) -> tuple[str, list[str], list[str]]:
        return (hostname, [], [router.resolve(hostname)])

    def noted_init(
        self: socket.socket,
        family: int = -1,
        type: int = -1,
        proto: int = -1,
        fileno: int | None = None,
    ) -> None:
        initialise(self, family, type, proto, fileno)
        if fileno is None:
            router.opened(self)

    def routed_connect(self: socket.socket, address: Any) -> None:
        return connect(self, router.translate(self, address))  # type: ignore[arg-type]

    def routed_connect_ex(self: socket.socket, address: Any) -> int:
        try:
            target = router.translate(self, address)
        except OSError as error:
            return error.errno or errno.ECONNREFUSED
        return connect_ex(self, target)  # type: ignore[arg-type]

    def noted_settimeout(self: socket.socket, value: float | None) -> None:
        settimeout(self, value)
        router.waits(self, value)

    replacements: dict[str, Any] = {
        "getaddrinfo": getaddrinfo,
        "gethostbyname": gethostbyname,
        "gethostbyname_ex": gethostbyname_ex,
    }
    for name, function in replacements.items():
        setattr(socket, name, function)
    methods: dict[str, Any] = {
        "__init__": noted_init,
        "connect": routed_connect,
        "connect_ex": routed_connect_ex,
        "settimeout": noted_settimeout,
    }
    for name, method in methods.items():
        setattr(plain, name, method)
