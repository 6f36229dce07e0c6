"""Rules and schedules fire when the grader moves the clock over them, and never by themselves."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from grader.cloud.cron import covered
from grader.cloud.schedules import Schedules

if TYPE_CHECKING:
    from grader.cloud.emulator import Emulator


def apply(emulator: Emulator) -> None:
    """Stop MiniStack's own sweeps, and run what a firing invokes before going on."""
    from ministack.services import eventbridge, lambda_svc, scheduler

    eventbridge.start_scheduler = _nothing
    scheduler.start_scheduler = _nothing
    eventbridge._cron_field = covered
    schedules = Schedules(eventbridge, scheduler)
    firing = threading.local()
    dispatch = eventbridge._dispatch_to_lambda
    # Who may deliver is decided elsewhere: what would be delivered is told in any case.
    deliver = eventbridge._invoke_target

    def dispatch_in_turn(arn: str, payload: str) -> None:
        kept: list[str] | None = getattr(firing, "kept", None)
        if kept is not None:
            kept.append(payload)
            return
        if not getattr(firing, "on", False):
            dispatch(arn, payload)
            return
        record, config, _name = lambda_svc._get_func_record_for_ref(arn)
        if record and config:
            event = schedules.event_of(payload)
            execution = lambda_svc._execution_record_for_config(record, config)
            lambda_svc._execute_function_with_config_scope(execution, event)

    def event_of(arn: str, target_arn: str, moment: float) -> list[object]:
        firing.kept = []
        try:
            schedules.hand_over(arn, target_arn, moment, deliver)
            return [schedules.event_of(payload) for payload in firing.kept]
        finally:
            firing.kept = None

    def fire(moment: float, followed: str | None) -> list[dict[str, Any]]:
        emulator.moment.move(moment)
        firing.on = True
        try:
            return schedules.fire(moment, followed)
        finally:
            firing.on = False

    eventbridge._dispatch_to_lambda = dispatch_in_turn
    emulator.next_due = lambda until, followed: schedules.next_due(
        emulator.moment.now, until, followed
    )
    emulator.fire = fire
    emulator.event_of = event_of


def _nothing() -> None:
    """Start nothing."""
