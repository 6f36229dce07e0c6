"""Reads the checks that judge it, to learn what is expected."""

GUARDS = ("files", "landlock")


def attack(world):
    return open(world["checks"]).read(40)
