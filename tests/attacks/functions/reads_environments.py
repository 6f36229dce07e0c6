"""Reads the environments of other processes, for keys and tokens."""

GUARDS = ("pids", "landlock")


def attack(world):
    return open(f"/proc/{world['pid']}/cmdline").read()
