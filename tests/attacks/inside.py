"""The program that makes one attack with some guards and without others; no part of the grader."""

import json
import os
import sys
import traceback


def main() -> None:
    """Read the order, put up what is left of the guards, attack, and say what came of it."""
    order = json.loads(sys.stdin.readline())
    sys.path.append(order["project"])
    from grader.sandbox.landlock import confine
    from grader.sandbox.limits import limit_self

    os.environ["TMPDIR"] = order["temporary"]
    os.chdir(order["temporary"])
    if "limits" not in order["without"]:
        limit_self(memory_bytes=320 << 20, address_bytes=2200 << 20, file_bytes=512 << 20)
    if "landlock" not in order["without"]:
        confine(read=[order["project"]], write=[order["temporary"]], connect=[])
    space: dict[str, object] = {}
    exec(compile(order["code"], "attack.py", "exec"), space)
    try:
        won = space["attack"](space["WORLD"])  # type: ignore[operator]
    except BaseException:
        traceback.print_exc()
        won = None
    print(f"WON {won}" if won else "nothing came of it", flush=True)


main()
