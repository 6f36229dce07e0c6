"""Looks for interfaces to other networks."""

GUARDS = ("network", "seccomp")


import _socket


def attack(world):
    return [name for _number, name in _socket.if_nameindex() if name not in ("lo", "tunl0", "sit0")]
