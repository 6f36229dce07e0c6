"""Fills the disk with files that no folder shows."""

GUARDS = ("disk",)


import os

HELD = []


def attack(world):
    most = 100 if world.get("temporary") else 700
    for number in range(most // 50):
        path = os.environ["TMPDIR"] + f"/{number}"
        HELD.append(open(path, "wb"))
        os.unlink(path)
        for _chunk in range(50):
            HELD[-1].write(bytes(1 << 20))
    return most
