"""Rules and schedules are taken with the expressions that AWS takes, and no others."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.cloud.emulator import Emulator

Handler = Callable[[str, dict[str, Any]], Any]


def apply(emulator: Emulator) -> None:
    """Refuse the rest in AWS's words: MiniStack takes `rate(1 minutes)`."""
    from ministack.services import eventbridge, scheduler

    from grader.terraform.aws.schedule_expressions import (
        is_rule_schedule,
        is_scheduler_schedule,
        is_time_zone,
    )

    def only_valid(handler: Handler) -> Handler:
        def handle(name: str, body: dict[str, Any]) -> Any:
            expression = body.get("ScheduleExpression")
            zone = body.get("ScheduleExpressionTimezone")
            if expression and not is_scheduler_schedule(expression):
                return refused(f"Invalid Schedule Expression {expression}.")
            if zone and not is_time_zone(zone):
                return refused(f"Invalid Schedule Expression Timezone {zone}.")
            return handler(name, body)

        return handle

    def refused(words: str) -> Any:
        return scheduler._error(400, "ValidationException", words)

    eventbridge._validate_schedule_expression = is_rule_schedule
    scheduler._create_schedule = only_valid(scheduler._create_schedule)
    scheduler._update_schedule = only_valid(scheduler._update_schedule)
