"""Reads a file by way of links, of the root of other processes, of its own descriptors."""

GUARDS = ("files", "landlock")


import os


def attack(world):
    place = os.environ["TMPDIR"]
    os.symlink(world["secret_file"], place + "/link")
    os.symlink("/", place + "/root")
    ways = (
        place + "/link",
        place + "/root" + world["secret_file"],
        "/proc/1/root" + world["secret_file"],
        "/proc/self/root" + world["secret_file"],
        "/proc/self/cwd/" + "../" * 20 + world["secret_file"],
    )
    for way in ways:
        try:
            return open(way).read()
        except OSError as error:
            print(way, error)
