"""The same attack behind walls as a function's, all but those that are switched off."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Collection
from pathlib import Path

from grader.sandbox import groups
from grader.sandbox.seccomp import filter_file
from grader.sandbox.wall import Wall, bubblewrap, interpreter

from .attack import HERE, ROOT, Attack, code
from .canaries import Canaries

MEMORY = 512 << 20
PROCESSES = 40
DISK = 64 << 20


def came_of(attack: Attack, canaries: Canaries, *, without: Collection[str]) -> str:
    """Make a function's attack without some guards; return what it says came of it."""
    with tempfile.TemporaryDirectory(prefix="gt-open-") as name, contextlib.ExitStack() as ending:
        folder = Path(name)
        temporary = folder / "tmp"
        temporary.mkdir()
        limits = ending.enter_context(
            contextlib.nullcontext(())
            if "groups" in without
            else groups.limited(
                memory=8 << 30 if "memory" in without else MEMORY,
                processes=2000 if "processes" in without else PROCESSES,
            )
        )
        ours = [str(ROOT / "grader" / one) for one in ("__init__.py", "sandbox")]
        wall = Wall(
            read=(*interpreter(), *ours, str(HERE)),
            write=(str(folder),),
            fresh={} if "disk" in without else {str(temporary): DISK},
            network="shared" if "network" in without else "own",
            filter=None if "seccomp" in without else filter_file(folder, "student"),
            groups=limits,
        )
        words = wall.argv(sys.executable, "-I", "-S", str(HERE / "inside.py"))
        order = {
            "project": str(ROOT),
            "temporary": str(temporary),
            "without": list(without),
            "code": code(attack.source, known(canaries, folder)),
        }
        done = subprocess.run(
            opened(words, without), input=json.dumps(order) + "\n", capture_output=True,
            text=True, timeout=60, check=False,
        )  # fmt: skip
        return done.stdout + done.stderr


def known(canaries: Canaries, folder: Path) -> dict[str, object]:
    """Return what the attacker knows; stand-ins for what must not be harmed even in a test."""
    stands_for = str(canaries.file)
    names = ("neighbour", "gradebook", "grammar")
    return canaries.world(**dict.fromkeys(names, stands_for), temporary=str(folder / "tmp"))


def opened(words: list[str], without: Collection[str]) -> list[str]:
    """Return a wall's command without what cannot be left out of it otherwise."""
    if "pids" in without:
        words = [word for word in words if word != "--unshare-pid"]
        place = words.index("--proc")
        words[place : place + 2] = ["--bind", "/proc", "/proc"]
    if "user" in without:
        for word, length in (("--unshare-user", 1), ("--uid", 2), ("--gid", 2)):
            place = words.index(word)
            del words[place : place + length]
    if "files" in without:
        for word in ("--symlink", "--ro-bind-try"):
            while word in words:
                place = words.index(word)
                del words[place : place + 3]
        place = words.index(bubblewrap()) + 1
        words[place:place] = ["--bind", "/", "/"]
    return words
