"""Attaches to another process with ptrace, to change what it says."""

GUARDS = ("seccomp",)


import ctypes
import os
import signal


def attack(world):
    child = os.fork()
    if child == 0:
        signal.pause()
    libc = ctypes.CDLL(None, use_errno=True)
    try:
        if libc.ptrace(16, child, 0, 0) == 0:
            return "attached"
        print(os.strerror(ctypes.get_errno()))
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
