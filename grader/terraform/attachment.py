"""Where the course's providers listen, as Terraform is told of them."""

from __future__ import annotations

import contextlib
import json
import socket
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from grader.terraform.folder import Folder
from grader.terraform.start import PROCESS

AWS = "hashicorp/aws"
PROTOCOL, OFFICIAL_PROTOCOL = 6, 5
"""Versions of Terraform's plugin protocol: the course's providers', and that of hashicorp/aws."""
_REGISTRIES = ("registry.terraform.io", "registry.opentofu.org")


def reattach(addresses: Mapping[str, str], *, official: bool = False) -> str:
    """Return the value of TF_REATTACH_PROVIDERS for providers that listen at ``addresses``.

    ``official`` says that the aws provider is the official one, which speaks another version.
    """
    providers: dict[str, Mapping[str, Any]] = {}
    for source, address in addresses.items():
        unix = address.startswith("unix:")
        providers[source] = {
            "Protocol": "grpc",
            "ProtocolVersion": OFFICIAL_PROTOCOL if official and source == AWS else PROTOCOL,
            "Pid": PROCESS,
            "Test": True,
            "Addr": {
                "Network": "unix" if unix else "tcp",
                "String": address.removeprefix("unix:"),
            },
        }
    return json.dumps(
        {
            f"{registry}/{source}": one
            for source, one in providers.items()
            for registry in _REGISTRIES
        }
    )


def addresses_for(folder: Folder, scratch: Path, *, apart: bool = False) -> dict[str, str]:
    """Return where each provider of ``folder`` shall listen, by source; sockets in ``scratch``.

    ``apart`` asks for addresses at which connections can always be told apart.
    """
    sources = sorted({AWS, *folder.provider_sources})
    # Connections over a unix socket cannot be told apart, and aliases need to be.
    if apart or sys.platform == "win32" or folder.aws_configurations > 1:
        return dict(zip(sources, _free_ports(len(sources)), strict=True))
    return {source: f"unix:{scratch / f'p{number}'}" for number, source in enumerate(sources)}


def _free_ports(count: int) -> Iterable[str]:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _one in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [f"127.0.0.1:{one.getsockname()[1]}" for one in sockets]
