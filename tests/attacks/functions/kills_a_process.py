"""Ends a process outside, by its number."""

GUARDS = ("pids", "landlock")


import os


def attack(world):
    os.kill(world["pid"], 9)
    return "killed"
