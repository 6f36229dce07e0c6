"""Looks for processes by their numbers, tells what they are, and ends them."""

GUARDS = ("pids", "landlock")


import os


def attack(world):
    for pid in range(1, world["pid"] + 1):
        try:
            line = open(f"/proc/{pid}/cmdline").read()
        except OSError:
            continue
        if line.endswith(world["process"] + "\0"):
            os.kill(pid, 9)
            return line
