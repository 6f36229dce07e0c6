"""One running process of the official provider, reached as Terraform reaches it."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import grpc

_ANNOUNCED = re.compile(rb"TF_REATTACH_PROVIDERS='(\{.*\})'")
_ANY_SIZE = [
    ("grpc.max_receive_message_length", -1),
    ("grpc.max_send_message_length", -1),
    ("grpc.enable_http_proxy", 0),
]


class NotStarted(Exception):
    """The provider's program ended before it could be reached."""


class OfficialProcess:
    """Answers requests of the plugin protocol, as bytes."""

    def __init__(self, program: Path) -> None:
        """Start ``program``, with the environment and in the folder of this process.

        It ends with this process, or with `stop`. Raises NotStarted.
        """
        try:
            # Its mode for debuggers: it says where it listens, and serves whoever comes.
            self._process = subprocess.Popen(
                [str(program), "-debug"],
                env={**os.environ, "GOMAXPROCS": "2"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise NotStarted(str(error)) from error
        self._channel = grpc.insecure_channel(_target(self._announced()), options=_ANY_SIZE)

    def call(self, method: str, request: bytes) -> bytes:
        """Return its answer to ``request``; raises grpc.RpcError when there is none."""
        answer: bytes = self._channel.unary_unary(method)(request)
        return answer

    def stop(self) -> None:
        """End it."""
        self._channel.close()
        self._process.kill()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _announced(self) -> Mapping[str, Any]:
        for line in self._process.stdout or ():
            announced = _ANNOUNCED.search(line)
            if announced:
                (entry,) = json.loads(announced[1]).values()
                address: Mapping[str, Any] = entry["Addr"]
                return address
        raise NotStarted(f"its program ended with code {self._process.wait()}")


def _target(address: Mapping[str, Any]) -> str:
    place = str(address["String"])
    return f"unix:{place}" if address["Network"] == "unix" else place
