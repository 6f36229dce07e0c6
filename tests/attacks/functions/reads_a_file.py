"""Reads a file of whoever grades."""

GUARDS = ("files", "landlock")


def attack(world):
    return open(world["secret_file"]).read()
