"""Reads the accounts of the machine and their passwords."""

GUARDS = ("files", "landlock")


def attack(world):
    return open("/etc/shadow").read() or open("/etc/passwd").read()
