"""Where the sky's services listen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class SkyAddress:
    """What a process needs to reach the sky: names to route, ports on 127.0.0.1, trust."""

    hosts: tuple[str, ...]
    """Host names that the sky answers for, lower case."""
    https_port: int
    http_port: int
    ca_file: Path
    """PEM file of the certificate authority that signed the sky's certificate."""
