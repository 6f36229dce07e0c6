"""Makes files without content until names run out."""

import os
import time


def attack(world):
    made, end = 0, time.monotonic() + 1.2
    os.mkdir("/tmp/names")
    while time.monotonic() < end:
        for _number in range(200):
            os.close(os.open(f"/tmp/names/{made}", os.O_CREAT | os.O_WRONLY))
            made += 1
    print("names:", made)
