"""Makes a user namespace of its own, to be root in it."""

GUARDS = ("seccomp",)


import ctypes
import os


def attack(world):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(0x10000000) == 0:
        return "root of its own namespace"
    print(os.strerror(ctypes.get_errno()))
