"""Ends the interpreter when it is called."""

COSTS = True
SAME_WORK = "empty"


import sys


def handler(event, context):
    print("TRIED")
    sys.exit(0)
