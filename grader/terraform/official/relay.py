"""Between Terraform and the official provider: everything passes, but for where it is aimed.

The provider block is judged as it was written. Only when it is evaluated, and the provider is told
to go by it, does it come to lead to the cell.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import grpc
from tf.gen import tfplugin_pb2 as pb

from grader.terraform.attachment import OFFICIAL_PROTOCOL
from grader.terraform.official.aim import aimed
from grader.terraform.official.process import NotStarted, OfficialProcess
from grader.terraform.provider.values import Values, decode, encode

_SERVICE = f"/tfplugin{OFFICIAL_PROTOCOL}.Provider/"


class Relay(grpc.GenericRpcHandler):  # type: ignore[misc]
    """Serves the official provider to Terraform.

    A process has one configuration for good, so every other configuration (an alias, or one that
    was not wholly known before) gets a process of its own. Connections tell which is meant.
    """

    def __init__(self, program: Path, note: Callable[[Values], object]) -> None:
        """Pass on to processes of ``program``; ``note`` hears of each evaluated configuration."""
        self._program = program
        self._note = note
        self._lock = threading.Lock()
        self._first: OfficialProcess | None = None
        self._prepared: dict[bytes, bytes] = {}
        self._configured: dict[bytes, tuple[OfficialProcess, bytes]] = {}
        self._by_peer: dict[str, OfficialProcess] = {}

    def service(self, details: Any) -> Any:
        """Return what answers a method of the protocol, None for methods of others."""
        if not details.method.startswith(_SERVICE):
            return None
        return grpc.unary_unary_rpc_method_handler(partial(self._answer, details.method))

    def _answer(self, method: str, request: bytes, context: grpc.ServicerContext) -> bytes:
        try:
            match method.removeprefix(_SERVICE):
                case "Stop":  # the process may serve another connection
                    return b""
                case "PrepareProviderConfig":
                    return self._prepare(method, request)
                case "Configure":
                    return self._configure(method, request, context.peer())
                case _:
                    return self._of(context.peer()).call(method, request)
        except NotStarted as failure:
            context.set_code(grpc.StatusCode.UNAVAILABLE)
            context.set_details(str(failure))
        except grpc.RpcError as failure:
            context.set_code(failure.code())
            context.set_details(failure.details())
        return b""

    def _prepare(self, method: str, request: bytes) -> bytes:
        """Have a provider block judged, once: it takes seconds, and every command asks again."""
        with self._lock:
            process = self._started()
            if request not in self._prepared:
                self._prepared[request] = process.call(method, request)
            return self._prepared[request]

    def _configure(self, method: str, request: bytes, peer: str) -> bytes:
        # The message is the same in versions 5 and 6 of the protocol.
        message = pb.ConfigureProvider.Request.FromString(request)
        config = decode(message.config) or {}
        self._note(config)
        message.config.CopyFrom(encode(aimed(config)))
        told = message.config.msgpack
        with self._lock:
            if told not in self._configured:
                process = OfficialProcess(self._program) if self._configured else self._started()
                answer = process.call(method, message.SerializeToString())
                self._configured[told] = process, answer
            self._by_peer[peer], answer = self._configured[told]
        return answer

    def _of(self, peer: str) -> OfficialProcess:
        with self._lock:
            return self._by_peer.get(peer) or self._started()

    def _started(self) -> OfficialProcess:
        if self._first is None:
            self._first = OfficialProcess(self._program)
        return self._first
