"""Takes memory by files that are in no folder."""

GUARDS = ("memory",)
COSTS = True


import os


def attack(world):
    held = []
    for _number in range(9 if world.get("temporary") else 40):
        held.append(os.memfd_create("x"))
        for _chunk in range(9):
            os.write(held[-1], bytes(10 << 20))
    return "all of it"
