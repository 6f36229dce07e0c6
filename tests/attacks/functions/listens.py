"""Listens on a port, to play the emulator or the sky to others."""

GUARDS = ("landlock",)


import _socket


def attack(world):
    server = _socket.socket()
    server.bind(("127.0.0.1", 0))
    server.listen()
    return server.getsockname()
