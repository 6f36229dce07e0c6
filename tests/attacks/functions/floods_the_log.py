"""Prints two hundred megabytes."""

import os


def attack(world):
    for _number in range(200):
        os.write(1, b"x" * (1 << 20))
