"""Makes a hard link to a file outside, to read and change it as its own."""

GUARDS = ("files", "landlock")


import os


def attack(world):
    target = os.path.dirname(world["secret_file"]) + "/../linked"
    os.link(world["secret_file"], target)
    found = open(target).read()
    os.unlink(target)
    return found
