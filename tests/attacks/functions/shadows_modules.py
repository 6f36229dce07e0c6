"""Brings modules by the names of the library and of the grader."""

import sys


def attack(world):
    print(sorted(name for name in sys.modules if name.startswith("grader")))
    import grader.course

    return grader.course
