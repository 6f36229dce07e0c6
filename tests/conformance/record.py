"""Record anew what the official provider makes of configurations.

``python -m tests.conformance.record [name …]``; without names, of all that changed.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from concurrent.futures import ThreadPoolExecutor

from tests.conformance import golden, official
from tests.conformance.configuration import Configuration, configurations
from tests.conformance.deployment import deploy

AT_ONCE = 3
_SECONDS = 600.0


def is_stale(configuration: Configuration) -> bool:
    """Whether there is no record of this very configuration."""
    try:
        golden.read(configuration)
    except golden.Stale:
        return True
    return False


def record(configuration: Configuration) -> bool:
    """Deploy ``configuration`` with the official provider and keep what came of it."""
    started = time.monotonic()
    try:
        golden.write(configuration, deploy(configuration, by_official=True, seconds=_SECONDS))
    except Exception:  # one that fails must not keep the others from being recorded
        traceback.print_exc()
        print(f"failed    {configuration.name}", flush=True)
        return False
    print(f"recorded  {configuration.name}  {time.monotonic() - started:.0f} s", flush=True)
    return True


def main() -> int:
    """Record what is named, or what changed."""
    parser = argparse.ArgumentParser(prog=golden.RECORD, description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name")
    arguments = parser.parse_args()
    if official.program() is None:
        print(official.MISSING)
        return 1
    every = configurations()
    if unknown := set(arguments.names) - {one.name for one in every}:
        parser.error(f"no such configuration: {', '.join(sorted(unknown))}")
    chosen = [
        one for one in every if (one.name in arguments.names if arguments.names else is_stale(one))
    ]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        done = list(pool.map(record, chosen))
    return 0 if all(done) else 1


if __name__ == "__main__":
    sys.exit(main())
