"""Rules and schedules fire when the grader moves the clock over them, and never by themselves."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from grader.cloud.schedules import Schedules

if TYPE_CHECKING:
    from grader.cloud.emulator import Emulator


def apply(emulator: Emulator) -> None:
    """Stop MiniStack's own sweeps, and run what a firing invokes before going on."""
    from ministack.services import eventbridge, lambda_svc, scheduler

    eventbridge.start_scheduler = _nothing
    scheduler.start_scheduler = _nothing
    schedules = Schedules(eventbridge, scheduler)
    firing = threading.local()
    dispatch = eventbridge._dispatch_to_lambda

    def dispatch_in_turn(arn: str, payload: str) -> None:
        if not getattr(firing, "on", False):
            dispatch(arn, payload)
            return
        record, config, _name = lambda_svc._get_func_record_for_ref(arn)
        if record and config:
            event = schedules.event_of(payload)
            execution = lambda_svc._execution_record_for_config(record, config)
            lambda_svc._execute_function_with_config_scope(execution, event)

    def fire(moment: float) -> list[dict[str, Any]]:
        emulator.moment.move(moment)
        firing.on = True
        try:
            return schedules.fire(moment)
        finally:
            firing.on = False

    eventbridge._dispatch_to_lambda = dispatch_in_turn
    emulator.next_due = lambda until, arn: schedules.next_due(emulator.moment.now, until, arn)
    emulator.fire = fire


def _nothing() -> None:
    """Start nothing."""
