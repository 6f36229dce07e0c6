"""What the grader tells the emulator when it starts it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Settings:
    """One cell's emulator."""

    folder: str
    """The cell's private folder."""
    moment: float
    hosts: tuple[str, ...]
    https_port: int
    http_port: int
    ca_file: str
    init_seconds: float = 10.0
    """Limit for loading a function's code, as on AWS."""
    longest_run: float = 60.0
    """Seconds after which any invocation is stopped, whatever the function's Timeout."""
    port: int = 0
    """The port to listen on; 0 takes a free one."""
    functions_ahead: bool = True
    """Whether a function process is started before the first function is invoked."""
    services: tuple[str, ...] = ()
    """Services that answer, by the names of MiniStack and its aliases; none means all."""
    walled: bool = False
    """Whether each function's process gets walls of its own (see `grader.sandbox.wall`)."""
    without: tuple[str, ...] = ()
    """Names of patches to leave out, `walls` for Landlock; for their self-tests."""

    @property
    def path(self) -> Path:
        """The cell's folder as a path."""
        return Path(self.folder)

    @property
    def confined(self) -> bool:
        """Whether processes of this cell give up what they do not need, where they can."""
        return "walls" not in self.without

    def to_json(self) -> str:
        """Write as one line."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Settings:
        """Read what `to_json` wrote."""
        data: dict[str, Any] = json.loads(text)
        for name in ("hosts", "services", "without"):
            data[name] = tuple(data[name])
        return cls(**data)
