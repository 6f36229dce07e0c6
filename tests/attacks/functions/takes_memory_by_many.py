"""Takes memory with many processes, each of which has its limit."""

GUARDS = ("memory",)
COSTS = True


import os
import time


def attack(world):
    few = bool(world.get("temporary"))
    children = []
    for _number in range(4 if few else 14):
        child = os.fork()
        if child == 0:
            held = bytearray(200 << 20)
            time.sleep(0.7)
            os._exit(0 if held else 1)
        children.append(child)
    codes = [os.waitpid(child, 0)[1] for child in children]
    print(codes)
    return few and not any(codes) and "all of it"
