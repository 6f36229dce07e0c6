"""Calls what the kernel keeps for administrators, and for those who break out."""

GUARDS = ("seccomp",)


import ctypes
import os


def attack(world):
    libc = ctypes.CDLL(None, use_errno=True)
    won = []
    # add_key, userfaultfd, io_uring_setup, perf_event_open, bpf, keyctl
    for number in (248, 323, 425, 298, 321, 250):
        ctypes.set_errno(0)
        done = libc.syscall(number, 0, 0, 0, 0, 0)
        error = ctypes.get_errno()
        print(number, done, os.strerror(error))
        if done >= 0 or error in (14, 22, 7):  # its arguments were looked at
            won.append(number)
    return won
