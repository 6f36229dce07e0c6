"""Opens descriptors until there are none."""

import os


def attack(world):
    try:
        for _number in range(5000):
            os.dup(0)
    finally:
        os.closerange(100, 5000)
