"""What services hand on by themselves can be waited for, to the last message of a queue.

Nothing is lost of what a bucket, a bus, a topic or an event source mapping delivers: the grader
settles, and finds the cloud at rest. A message's delay is over at once there: the world's clock
stands still meanwhile, and would never come to its end.
"""

from __future__ import annotations

import contextvars
import json
import threading
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.cloud.emulator import Emulator

MOST_ROUNDS = 200
"""Looks at all sources in one wait: functions that fill their own queue never come to an end."""

_POLLS = ("_poll_sqs", "_poll_kinesis", "_poll_dynamodb_streams")


def apply(emulator: Emulator) -> None:
    """Count what is under way, and let the grader wait until nothing is left to deliver."""
    from ministack.services import eventbridge, lambda_svc, s3, sns

    pending = emulator.pending

    def in_background(run: Callable[..., object], *arguments: Any, **named: Any) -> None:
        pending.began()

        def counted() -> None:
            try:
                run(*arguments, **named)
            finally:
                pending.ended()

        context = contextvars.copy_context()
        threading.Thread(target=context.run, args=(counted,), daemon=True).start()

    class CountedThread(threading.Thread):
        """A thread that is waited for."""

        def start(self) -> None:
            pending.began()
            super().start()

        def run(self) -> None:
            try:
                super().run()
            finally:
                pending.ended()

    class Threads:
        """Stands for the module `threading` where every thread is a delivery."""

        Thread = CountedThread

    def tell(bucket: str, key: str, event: str, *facts: Any, **named: Any) -> None:
        if bucket in s3._bucket_notifications:
            named["sequencer"] = s3._next_event_sequencer(event)
            in_background(s3._fire_s3_event, bucket, key, event, *facts, **named)

    def hand_to_function(arn: str, payload: str) -> None:
        record, config, _name = lambda_svc._get_func_record_for_ref(arn)
        if record and config:
            execution = lambda_svc._execution_record_for_config(record, config)
            event = _event_of(payload)
            later = lambda_svc.invoke_async_with_retry
            lambda_svc._run_with_function_config_scope(execution, later, execution, event)

    def spawn(run: Callable[[], object], *, thread_name: str) -> None:
        del thread_name
        in_background(run)

    s3._fire_s3_event_async = tell
    eventbridge._dispatch_to_lambda = hand_to_function
    sns._threading = Threads
    lambda_svc.spawn_background = spawn
    sources = _Sources(lambda_svc)

    def settle(patience: float) -> bool:
        deadline = time.monotonic() + patience
        for _round in range(MOST_ROUNDS):
            if not pending.wait(max(0.0, deadline - time.monotonic())):
                return False
            if not sources.deliver() and pending.wait(0):
                return True
        return True

    emulator.settle = settle


class _Sources:
    """What event source mappings read; looked at by one thread at a time."""

    def __init__(self, lambda_svc: Any) -> None:
        self._lambda_svc = lambda_svc
        self._lock = threading.Lock()
        self._polls = [getattr(lambda_svc, name) for name in _POLLS]
        for name, poll in zip(_POLLS, self._polls, strict=True):
            setattr(lambda_svc, name, self._alone(poll))

    def deliver(self) -> bool:
        """Hand on what is there; tells whether anything was."""
        with self._lock:
            self._hurry()
            return any(poll() for poll in self._polls)

    def _alone(self, poll: Callable[[], bool]) -> Callable[[], bool]:
        def poll_alone() -> bool:
            with self._lock:
                return poll()

        return poll_alone

    def _hurry(self) -> None:
        """End the delays of messages that nobody has seen, and the pause after a failure."""
        from ministack.core.responses import request_scope

        now = time.time()
        for account, region, mapping in self._lambda_svc._iter_all_esms():
            with request_scope(account, region):
                unseen = [message for message in _messages(mapping) if not message["receive_count"]]
                for message in unseen:
                    message["visible_at"] = min(message["visible_at"], now)
                if unseen:
                    self._lambda_svc._esm_backoff_until.pop(mapping["UUID"], None)


def _messages(mapping: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield what waits in the queue of an enabled mapping; nothing when it reads no queue."""
    from ministack.services import sqs

    arn = mapping.get("EventSourceArn", "")
    if ":sqs:" in arn and mapping.get("Enabled", True):
        queue = sqs._queue_by_arn(arn)
        yield from list(queue["messages"]) if queue else ()


def _event_of(payload: str) -> object:
    try:
        return json.loads(payload)
    except ValueError:
        return {"body": payload}
