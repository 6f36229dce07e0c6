"""Which clouds stand on this machine: one small file each, for the commands that talk to them."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from grader.sandbox.cells import base_folder, private_base, started_at


@dataclass(frozen=True)
class Standing:
    """A cloud of `up`: the process that runs it, its port, and where it takes commands."""

    pid: int
    started: float
    port: int
    control_port: int
    token: str

    @property
    def endpoint(self) -> str:
        """The URL at which the cloud answers."""
        return f"http://localhost:{self.port}"


def announce(port: int, control_port: int, token: str) -> Path:
    """Write down that this process runs the cloud on ``port``; return the file, to be removed."""
    mine = Standing(os.getpid(), started_at(os.getpid()), port, control_port, token)
    path = private_base() / _name(port)
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(asdict(mine), file)
    return path


def find(port: int) -> Standing | None:
    """Return the cloud of `up` on ``port``, None when none of ours runs there."""
    try:
        found = Standing(**json.loads((base_folder() / _name(port)).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return found if found.started and started_at(found.pid) == found.started else None


def _name(port: int) -> str:
    return f"up-{port}.json"
