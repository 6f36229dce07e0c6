"""Listening for Terraform, by unix socket or on the loopback."""
# ruff: noqa: N802  (the protocol names the methods)

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from concurrent import futures
from functools import partial
from typing import Any

import grpc
from tf.gen import grpc_controller_pb2 as controller
from tf.gen import grpc_controller_pb2_grpc as controller_rpc
from tf.gen import grpc_stdio_pb2_grpc as stdio_rpc
from tf.gen import tfplugin_pb2_grpc as rpc

from grader.terraform.provider.service import Provider, ProviderService

_THREADS = 10  # Terraform works on ten resources at a time
_LARGEST_MESSAGE = 64 * 1024 * 1024


class _Controller(controller_rpc.GRPCControllerServicer):  # type: ignore[misc]
    def Shutdown(self, request: Any, context: Any) -> Any:
        return controller.Empty()


class _Stdio(stdio_rpc.GRPCStdioServicer):  # type: ignore[misc]
    def StreamStdio(self, request: Any, context: Any) -> Iterator[Any]:
        return iter(())


class _Failures(grpc.ServerInterceptor):  # type: ignore[misc]
    """Keeps what went wrong on our side, so that nobody takes it for a student's mistake."""

    def __init__(self, failures: list[str]) -> None:
        self._failures = failures

    def intercept_service(self, continuation: Any, details: Any) -> Any:
        handler = continuation(details)
        if handler is None or handler.unary_unary is None:
            return handler
        answer = handler.unary_unary

        def watched(request: Any, context: Any) -> Any:
            try:
                return answer(request, context)
            except Exception:
                self._failures.append(traceback.format_exc())
                raise

        return handler._replace(unary_unary=watched)


def serve(
    provider: Provider, address: str, failures: list[str], say: Callable[[str], str] = str
) -> grpc.Server:
    """Start answering for ``provider`` at a gRPC address; raises RuntimeError when it is taken.

    Tracebacks of our own errors are added to ``failures``; ``say`` as in ProviderService.
    """
    service = ProviderService(provider, say)
    return listen(partial(rpc.add_ProviderServicer_to_server, service), address, failures)


def listen(add: Callable[[grpc.Server], None], address: str, failures: list[str]) -> grpc.Server:
    """Start answering, as Terraform expects it of a plugin, with what ``add`` adds to a server."""
    server = grpc.server(
        futures.ThreadPoolExecutor(_THREADS),
        interceptors=[_Failures(failures)],
        options=[
            ("grpc.max_receive_message_length", _LARGEST_MESSAGE),
            ("grpc.max_send_message_length", _LARGEST_MESSAGE),
        ],
    )
    add(server)
    controller_rpc.add_GRPCControllerServicer_to_server(_Controller(), server)
    stdio_rpc.add_GRPCStdioServicer_to_server(_Stdio(), server)
    server.add_insecure_port(address)
    server.start()
    return server
