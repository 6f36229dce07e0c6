"""Asynchronous invocations are retried without real waits, and can be waited for."""

from __future__ import annotations

import contextvars
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.cloud.emulator import Emulator


def apply(emulator: Emulator) -> None:
    """Replace the retries of events that S3, SNS or `Invoke` deliver."""
    from ministack.services import lambda_svc

    def invoke_later(record: dict[str, Any], event: object) -> None:
        emulator.pending.began()
        context = contextvars.copy_context()
        thread = threading.Thread(target=context.run, args=(deliver, record, event), daemon=True)
        thread.start()

    def deliver(record: dict[str, Any], event: object) -> None:
        emulator.next_link()
        try:
            config = record.get("config") or record
            settings = _delivery_settings(record)
            for _attempt in range(1 + int(settings.get("MaximumRetryAttempts", 2))):
                answer = lambda_svc._execute_function(record, event)
                if not answer.get("error"):
                    return
            destination = _destination_of_failure(settings, config)
            if destination:
                name = config.get("FunctionName", "")
                lambda_svc._route_async_failure(destination, name, event, answer)
        finally:
            emulator.pending.ended()

    lambda_svc.invoke_async_with_retry = invoke_later


def _delivery_settings(record: dict[str, Any]) -> dict[str, Any]:
    by_version = record.get("event_invoke_configs") or {}
    found = record.get("event_invoke_config") or by_version.get("$LATEST") or {}
    return {key: value for key, value in found.items() if value is not None}


def _destination_of_failure(settings: dict[str, Any], config: dict[str, Any]) -> str:
    destinations = settings.get("DestinationConfig") or {}
    failure = (destinations.get("OnFailure") or {}).get("Destination")
    return str(failure or (config.get("DeadLetterConfig") or {}).get("TargetArn") or "")
