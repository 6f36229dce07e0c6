"""Reads what another student handed in."""

GUARDS = ("files", "landlock")


def attack(world):
    return open(world["neighbour"]).read(40)
