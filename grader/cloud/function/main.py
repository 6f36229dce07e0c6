"""The program inside a function's process: one execution environment, as AWS calls it."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import Any

from grader.cloud.function.clock import WorldClock, use_utc
from grader.cloud.function.confinement import tell_where_on_signal, wall_in
from grader.cloud.function.context import LambdaContext
from grader.cloud.function.conversation import Conversation
from grader.cloud.function.handler import CannotLoad, Handler, call_handler, load_handler
from grader.cloud.function.logs import Identity, set_up
from grader.cloud.function.packages import offer_runtime_packages, search_path, show_only
from grader.cloud.function.places import redirect
from grader.cloud.function.preload import preload_while_idle
from grader.cloud.function.routing import Router, install
from grader.cloud.function.trust import trust
from grader.sandbox.parentage import die_with_parent

_PYTHONS_OWN = (700, 10, 10)
"""Thresholds of the collector as a function finds them on AWS."""


class Environment:
    """A loaded function that answers one invocation after the other."""

    def __init__(self, conversation: Conversation, clock: WorldClock) -> None:
        self._conversation = conversation
        self._clock = clock
        self._where = Path("where").open("w", encoding="utf-8")  # noqa: SIM115 - for a signal
        self._identity = Identity()

    def load(self, request: dict[str, Any]) -> Handler | None:
        """Become the function that ``request`` describes; None when its code cannot be loaded."""
        self._begin(request)
        root = Path(request["task_root"])
        gc.freeze()
        gc.set_threshold(*_PYTHONS_OWN)
        os.environ.clear()
        os.environ.update(request["environment"])
        use_utc()
        self._clock.follow_sleep()
        self._clock.tell_text()
        os.chdir(root)
        tell_where_on_signal(self._where)
        wall_in(request["walls"])
        self._root = str(root)
        self._router = Router(request["routes"])
        install(self._router)
        trust(request["ca_file"])
        set_up(self._identity)
        layers = [Path(layer) for layer in request["layers"]]
        own = search_path(root, layers, os.environ.get("PYTHONPATH", ""))
        show_only(own, request["hidden"])
        redirect(request["places"], request["true_paths"])
        self._clock.move_to(request["moment"])
        try:
            handler = load_handler(request["handler"], self._root)
        except CannotLoad as refusal:
            self._finish(request, refusal.answer)
            return None
        self._finish(request, {"status": "ready", "sky_timeouts": self._router.timeouts})
        return handler

    def invoke(self, handler: Handler, request: dict[str, Any]) -> None:
        """Run one invocation and answer it."""
        self._begin(request)
        self._router.begin()
        os.environ["_X_AMZN_TRACE_ID"] = request["trace"]
        context = LambdaContext(request, dict(os.environ) | request["environment"])
        self._clock.move_to(request["moment"], step=request["step"])
        answer = call_handler(handler, request["event"], context, self._root)
        self._finish(request, answer | {"sky_timeouts": self._router.timeouts})

    def _begin(self, request: dict[str, Any]) -> None:
        self._identity.request_id = request["request_id"]
        self._identity.moment = request["moment"]

    def _finish(self, request: dict[str, Any], answer: dict[str, Any]) -> None:
        self._conversation.end_of_output(request)
        self._conversation.answer(request, answer)


def main() -> None:
    """Load the function that the first request describes, then answer invocations."""
    conversation = Conversation()
    die_with_parent()
    offer_runtime_packages(sys.argv[1:])
    environment = Environment(conversation, WorldClock())
    preload_while_idle(conversation.requests)
    sys.dont_write_bytecode = True
    request = conversation.receive()
    if request is None:
        return
    sys.argv = [""]
    handler = environment.load(request)
    while handler is not None and (request := conversation.receive()) is not None:
        environment.invoke(handler, request)
