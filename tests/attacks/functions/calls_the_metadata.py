"""Asks the metadata address of clouds for keys."""

GUARDS = ("network", "landlock")


import _socket
import errno


def attack(world):
    caller = _socket.socket()
    caller.settimeout(0.5)
    try:
        caller.connect(("169.254.169.254", 80))
    except TimeoutError:
        return "the network is there"
    except OSError as error:
        print(error)
        return error.errno in (errno.ECONNREFUSED, errno.EHOSTUNREACH) and "the network is there"
    return "answered"
