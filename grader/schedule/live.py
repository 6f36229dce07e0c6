"""The rules and schedules that stand on the cell, and what they send to their targets."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from grader.cloud.scheduler_words import filled

if TYPE_CHECKING:
    from grader.lambdas.function import Function
    from grader.stage import Stage

HOME = "us-east-1"


@dataclass(frozen=True)
class Target:
    """What a schedule invokes; ``input`` is the constant text that it sends, if any."""

    arn: str
    role_arn: str | None = None
    input: str | None = None

    def leads_to(self, function: Function) -> bool:
        """Whether the target is that function, or a version or alias of it."""
        parts = self.arn.split(":")
        return parts[2:3] == ["lambda"] and parts[6:7] == [function.name]


@dataclass(frozen=True)
class Schedule:
    """An EventBridge rule, or a schedule of EventBridge Scheduler.

    ``expression`` is empty for a rule that waits for events, not for the clock.
    """

    kind: Literal["rule", "schedule"]
    name: str
    arn: str
    expression: str
    enabled: bool
    targets: tuple[Target, ...]

    @property
    def is_on_own_bus(self) -> bool:
        """Whether it is a rule of another event bus than the default one."""
        return self.kind == "rule" and self.arn.partition(":rule/")[2].count("/") > 0

    def target_of(self, function: Function) -> Target | None:
        """Return the target that leads to ``function``."""
        return next((target for target in self.targets if target.leads_to(function)), None)


def schedules(stage: Stage) -> tuple[Schedule, ...]:
    """Return every rule and every schedule, in every region that was used."""
    arns = [str(r.attributes.get("arn") or "") for r in stage.deployment.resources]
    regions = {arn.split(":")[3] for arn in arns if arn.count(":") >= 5} - {""}
    return tuple(
        one
        for region in sorted(regions | {HOME})
        for one in (*_rules(stage, region), *_scheduler(stage, region))
    )


def event_for(found: tuple[Schedule, ...], function: Function, moment: float) -> Any:
    """Return what ``function`` is sent when its schedule fires at ``moment`` (epoch seconds)."""
    pairs = [(one, target) for one in found if (target := one.target_of(function)) is not None]
    if pairs and pairs[0][1].input:
        schedule, text = pairs[0][0], pairs[0][1].input
        if schedule.kind == "schedule":
            text = filled(text, schedule.arn, moment)
        try:
            return json.loads(text)
        except ValueError:
            return text
    source = pairs[0][0] if pairs else next(iter(found), None)
    of_rule = source is None or source.kind == "rule"
    return {
        "version": "0",
        "id": str(uuid.UUID(int=int(moment) << 64, version=4)),
        "detail-type": "Scheduled Event",
        "source": "aws.events" if of_rule else "aws.scheduler",
        "account": "000000000000",
        "time": f"{datetime.fromtimestamp(int(moment), UTC):%Y-%m-%dT%H:%M:%SZ}",
        "region": source.arn.split(":")[3] if source else HOME,
        "resources": [source.arn] if source else [],
        "detail": {} if of_rule else "{}",
    }


def _rules(stage: Stage, region: str) -> Iterator[Schedule]:
    events = stage.cloud.client("events", region)
    for bus in events.list_event_buses()["EventBuses"]:
        for rule in events.list_rules(EventBusName=bus["Name"])["Rules"]:
            targets = events.list_targets_by_rule(Rule=rule["Name"], EventBusName=bus["Name"])
            yield Schedule(
                kind="rule",
                name=rule["Name"],
                arn=rule["Arn"],
                expression=rule.get("ScheduleExpression", ""),
                enabled=rule.get("State") != "DISABLED",
                targets=tuple(_target(target) for target in targets["Targets"]),
            )


def _scheduler(stage: Stage, region: str) -> Iterator[Schedule]:
    scheduler = stage.cloud.client("scheduler", region)
    for listed in scheduler.list_schedules()["Schedules"]:
        one = scheduler.get_schedule(Name=listed["Name"], GroupName=listed["GroupName"])
        yield Schedule(
            kind="schedule",
            name=one["Name"],
            arn=one["Arn"],
            expression=one["ScheduleExpression"],
            enabled=one.get("State") != "DISABLED",
            targets=(_target(one["Target"]),),
        )


def _target(target: dict[str, Any]) -> Target:
    return Target(target["Arn"], target.get("RoleArn"), target.get("Input"))
