"""Calls a socket that has a name and no file."""

GUARDS = ("network", "landlock")


import _socket


def attack(world):
    caller = _socket.socket(_socket.AF_UNIX)
    caller.settimeout(1)
    caller.connect(world["abstract"])
    return caller.recv(100)
