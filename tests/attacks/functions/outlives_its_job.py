"""Leaves a process behind that comes back when everything is over."""

GUARDS = ("pids", "groups", "files", "landlock")


import os
import time


def attack(world):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            for number in range(3, 200):
                try:
                    os.close(number)
                except OSError:
                    pass
            for number in range(3):
                os.close(number)
            time.sleep(1.0)
            with open(world["folder"] + "/later", "w") as file:
                file.write("back again")
        os._exit(0)
    os.wait()
