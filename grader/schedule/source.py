"""Where the source declares what was deployed: a schedule, its target, a permission."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.hcl.reading import Block
    from grader.schedule.bench import ScheduleBench
    from grader.schedule.live import Schedule

RULE, SCHEDULE = "aws_cloudwatch_event_rule", "aws_scheduler_schedule"
TARGET, PERMISSION = "aws_cloudwatch_event_target", "aws_lambda_permission"


def block_of_schedule(bench: ScheduleBench, schedule: Schedule) -> Block | None:
    """Return the block that made a rule or schedule."""
    type = RULE if schedule.kind == "rule" else SCHEDULE
    return _block(bench, type, "arn", schedule.arn)


def block_of_target(bench: ScheduleBench, schedule: Schedule) -> Block | None:
    """Return the block that says what a rule or schedule invokes."""
    if schedule.kind == "schedule":
        schedule_block = block_of_schedule(bench, schedule)
        return next(iter(schedule_block.nested("target")), None) if schedule_block else None
    return _block(bench, TARGET, "rule", schedule.name)


def block_of_permission(bench: ScheduleBench, statement_id: str | None) -> Block | None:
    """Return the block that made a statement of a function's policy, else the first there is."""
    found = _block(bench, PERMISSION, "statement_id", statement_id)
    return found or next(iter(bench.stage.configuration.resources(PERMISSION)), None)


def _block(bench: ScheduleBench, type: str, attribute: str, value: str | None) -> Block | None:
    stage = bench.stage
    for resource in stage.deployment.resources:
        if resource.type == type and resource.attributes.get(attribute) == value:
            return stage.block_of(resource.address)
    return None
