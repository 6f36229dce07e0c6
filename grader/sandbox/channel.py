"""JSON lines between the grader and a child of its own, over the child's standard streams.

The child takes its streams for itself before it loads anything else, so that whatever a library
or a student's code prints goes to the log, never into an answer. Data only, with a size cap:
nothing that comes back is ever unpickled or executed.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from concurrent.futures import Executor

LINE_LIMIT = 16 * 1024 * 1024
"""Bytes of one message; a longer one ends the conversation."""


def encode(message: Mapping[str, Any]) -> bytes:
    """Return ``message`` as one line; lone surrogates pass, and letters take no escapes."""
    return json.dumps(message, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


class ChildFailed(Exception):
    """A child of ours died, answered nonsense, or reported an error of its own."""


class ChildTimeout(ChildFailed):
    """A child of ours gave no answer in time."""


class Child:
    """A running child process that answers one request at a time."""

    def __init__(
        self, argv: Sequence[str], *, env: Mapping[str, str], cwd: Path, log: Path
    ) -> None:
        """Start ``argv`` in ``cwd`` with exactly ``env``; its standard error goes to ``log``."""
        self._sent = 0
        self._sending = threading.Lock()
        self._arrived = threading.Condition()
        self._answers: dict[int, dict[str, Any]] = {}
        self._ended = False
        self._nonsense = False
        self._log = log
        with log.open("ab") as errors:
            self.process = subprocess.Popen(
                list(argv),
                env=dict(env),
                cwd=cwd,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                start_new_session=True,
            )
        threading.Thread(target=self._collect, daemon=True).start()

    def send(self, op: str, **arguments: Any) -> int:
        """Post a request without waiting; returns its number."""
        stream = self.process.stdin
        assert stream is not None
        with self._sending:
            self._sent += 1
            number = self._sent
            line = encode({"id": number, "op": op, "arguments": arguments})
            try:
                stream.write(line)
                stream.flush()
            except (OSError, ValueError) as error:
                raise ChildFailed(self._epitaph()) from error
        return number

    def receive(self, number: int, *, seconds: float) -> Any:
        """Wait for the answer to request ``number``.

        Raises ChildTimeout after ``seconds``, ChildFailed when the child ended or reports an error.
        """
        with self._arrived:
            self._arrived.wait_for(lambda: number in self._answers or self._ended, timeout=seconds)
            answer = self._answers.pop(number, None)
            ended = self._ended
        if answer is None:
            if ended:
                raise ChildFailed(self._epitaph())
            raise ChildTimeout(f"no answer within {seconds:g} s")
        if "error" in answer:
            raise ChildFailed(str(answer["error"]))
        return answer.get("answer")

    def call(self, op: str, *, seconds: float, **arguments: Any) -> Any:
        """Send one request and wait for its answer."""
        return self.receive(self.send(op, **arguments), seconds=seconds)

    def close(self) -> None:
        """Close the child's input: it ends by itself."""
        if self.process.stdin is not None:
            with contextlib.suppress(OSError):
                self.process.stdin.close()

    def _collect(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        try:
            while line := stream.readline(LINE_LIMIT):
                self._take(json.loads(line))
        except (ValueError, RecursionError):
            self._nonsense = True
        finally:
            with self._arrived:
                self._ended = True
                self._arrived.notify_all()

    def _take(self, answer: object) -> None:
        if isinstance(answer, dict) and isinstance(answer.get("id"), int):
            with self._arrived:
                self._answers[answer["id"]] = answer
                self._arrived.notify_all()

    def _epitaph(self) -> str:
        if self._nonsense:
            return "the process gave an answer that cannot be read"
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=1)
        try:
            last = self._log.read_text(errors="replace").strip().splitlines()[-1:]
        except OSError:
            last = []
        return f"the process ended (code {self.process.returncode}) {' '.join(last)}".strip()


def claim_stdio() -> tuple[BinaryIO, BinaryIO]:
    """In a child: take standard input and output for messages; print() goes to standard error."""
    reader = os.fdopen(os.dup(0), "rb")
    writer = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return reader, writer


def serve(
    reader: BinaryIO,
    writer: BinaryIO,
    handlers: Mapping[str, Callable[..., Any]],
    *,
    executor: Executor | None = None,
) -> None:
    """In a child: answer requests until the grader closes the stream.

    One after the other, or side by side when an ``executor`` is given.
    """
    writing = threading.Lock()

    def answer(request: dict[str, Any]) -> None:
        number = request["id"]
        try:
            found = handlers[request["op"]](**request["arguments"])
            line = encode({"id": number, "answer": found})
        except Exception as error:  # the process boundary: the parent decides what it means
            line = encode({"id": number, "error": f"{type(error).__name__}: {error}"})
        with writing, contextlib.suppress(OSError):
            writer.write(line)
            writer.flush()

    while line := reader.readline(LINE_LIMIT):
        request = json.loads(line)
        if executor is None:
            answer(request)
        else:
            executor.submit(answer, request)
