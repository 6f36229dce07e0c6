"""Calls a port of the machine that grades."""

GUARDS = ("network", "landlock")


import _socket


def attack(world):
    caller = _socket.socket()
    caller.settimeout(1)
    caller.connect(("127.0.0.1", world["port"]))
    return caller.recv(100)
