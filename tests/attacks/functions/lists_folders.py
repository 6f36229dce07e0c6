"""Lists the folders of the machine."""

GUARDS = ("files", "landlock")


import os


def attack(world):
    return os.listdir(world["folder"])
