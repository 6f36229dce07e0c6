"""Reads the memory of another process."""

GUARDS = ("seccomp",)


import ctypes
import os
import signal


def attack(world):
    secret = ctypes.create_string_buffer(b"what it keeps to itself")
    child = os.fork()
    if child == 0:
        signal.pause()
    into = ctypes.create_string_buffer(100)
    libc = ctypes.CDLL(None, use_errno=True)
    vector = ctypes.c_size_t * 2
    mine = vector(ctypes.addressof(into), 23)
    theirs = vector(ctypes.addressof(secret), 23)
    try:
        got = libc.process_vm_readv(child, mine, 1, theirs, 1, 0)
        return into.value if got > 0 else print(os.strerror(ctypes.get_errno()))
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
