"""Calls a socket of the machine by its file."""

GUARDS = ("files", "landlock")


import _socket


def attack(world):
    caller = _socket.socket(_socket.AF_UNIX)
    caller.settimeout(1)
    caller.connect(world["socket"])
    return caller.recv(100)
