"""Fills the folder for temporary files."""

GUARDS = ("disk",)


import os


def attack(world):
    most = 100 if world.get("temporary") else 700
    with open(os.environ["TMPDIR"] + "/big", "wb") as one:
        for _number in range(min(most, 400)):
            one.write(bytes(1 << 20))
    with open(os.environ["TMPDIR"] + "/more", "wb") as one:
        for _number in range(max(0, most - 400)):
            one.write(bytes(1 << 20))
    return most
