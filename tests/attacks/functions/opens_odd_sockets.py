"""Opens sockets that talk to the kernel: cryptography, netlink, raw packets."""

GUARDS = ("seccomp",)


import _socket


def attack(world):
    won = []
    for family, kind in ((16, 3), (38, 5), (40, 1)):
        try:
            _socket.socket(family, kind, 0)
        except OSError as error:
            print(family, error)
        else:
            won.append(family)
    return won
