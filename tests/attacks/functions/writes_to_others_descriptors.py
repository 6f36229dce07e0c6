"""Opens the descriptors of other processes through /proc, and writes a report there."""

GUARDS = ("pids", "user", "landlock")


import os


def attack(world):
    won = []
    for pid in (world["pid"], *range(1, 10)):
        if pid == os.getpid():
            continue
        for number in (0, 1, 2):
            try:
                os.close(os.open(f"/proc/{pid}/fd/{number}", os.O_WRONLY | os.O_NONBLOCK))
                won.append((pid, number))
            except OSError:
                continue
    return [one for one in won if one[0] == world["pid"]]
