"""Resets and configures the emulator, and moves its clock."""

GUARDS = ("admin",)


import os
import urllib.request


def attack(world):
    base = world.get("endpoint") or os.environ["AWS_ENDPOINT_URL"]
    for way in ("/_ministack/reset", "/_ministack/config"):
        try:
            with urllib.request.urlopen(base + way, data=b"{}", timeout=2) as answer:
                return answer.status
        except OSError as error:
            print(way, error)
