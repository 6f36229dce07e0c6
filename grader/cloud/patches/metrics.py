"""Every invocation is measured in CloudWatch, whoever triggered it, and once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.cloud.emulator import Emulator


def apply(emulator: Emulator) -> None:
    """Measure where functions run, in place of where one kind of trigger comes in."""
    from ministack.services import lambda_svc

    emit = lambda_svc._emit_lambda_metrics

    def throttles_only(*positional: Any, **named: Any) -> None:
        if named.get("throttle"):
            emit(*positional, **named)

    def measure(function_name: str, milliseconds: float, error: bool) -> None:
        emit(function_name, duration_ms=milliseconds, error=error, throttle=False)

    lambda_svc._emit_lambda_metrics = throttles_only
    emulator.measure = measure
