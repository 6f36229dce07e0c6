"""The rules and schedules that stand on the cell, and what they send to their targets."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from grader.cloud.addresses import parse_function
from grader.cloud.universal_target import plain
from grader.schedule.expressions import COURSE_YEARS, years

if TYPE_CHECKING:
    from grader.lambdas.function import Function
    from grader.stage import Stage

HOME = "us-east-1"


def arn_of(function: Function) -> str:
    """Return a function's ARN, without version or alias."""
    return f"arn:aws:lambda:{function.region}:{function.account}:function:{function.name}"


@dataclass(frozen=True)
class Target:
    """What a schedule invokes, through a role where it names one."""

    arn: str
    role_arn: str | None = None

    def leads_to(self, function: Function) -> bool:
        """Whether the target is that function, or a version or alias of it."""
        address = parse_function(self.arn)
        return self.arn.startswith("arn:aws:lambda:") and address.fits(
            function.account, function.region, function.name
        )


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
    begins: datetime | None = None
    ends: datetime | None = None

    @property
    def is_timely(self) -> bool:
        """Whether its years, its beginning and its end let it fire while the course is taken."""
        first = self.begins.year if self.begins else min(COURSE_YEARS)
        last = self.ends.year if self.ends else max(COURSE_YEARS)
        is_long = not (self.begins and self.ends) or self.begins < self.ends
        return is_long and any(first <= year <= last for year in years(self.expression))

    @property
    def limit(self) -> tuple[str, str]:
        """The attribute that says when it fires, and its value: its end before all others."""
        if self.ends and self.ends.year <= max(COURSE_YEARS):
            return "end_date", f"{self.ends:%Y-%m-%dT%H:%M:%SZ}"
        if self.begins:
            return "start_date", f"{self.begins:%Y-%m-%dT%H:%M:%SZ}"
        return "schedule_expression", self.expression

    @property
    def is_on_own_bus(self) -> bool:
        """Whether it is a rule of another event bus than the default one."""
        return self.kind == "rule" and self.arn.partition(":rule/")[2].count("/") > 0

    def targets_at(self, function: Function) -> tuple[Target, ...]:
        """Return the targets that lead to ``function``."""
        return tuple(target for target in self.targets if target.leads_to(function))


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
    """Return what ``function`` is sent when one of ``found`` fires at ``moment``, epoch seconds.

    The first that leads to the function counts, else the first that sends anything to any function;
    without any it is what a rule would send.
    """
    targets = [(one, target) for one in found for target in one.targets]
    for one, target in sorted(targets, key=lambda pair: not pair[1].leads_to(function)):
        for event in function.cloud.event_of(one.arn, target.arn, moment):
            return event
    return {
        "version": "0",
        "id": str(uuid.UUID(int=int(moment) << 64, version=4)),
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": function.account,
        "time": f"{datetime.fromtimestamp(int(moment), UTC):%Y-%m-%dT%H:%M:%SZ}",
        "region": HOME,
        "resources": [one.arn for one in found[:1]],
        "detail": {},
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
            targets=(_target(plain(one["Target"], one["Arn"])),),
            begins=one.get("StartDate"),
            ends=one.get("EndDate"),
        )


def _target(target: dict[str, Any]) -> Target:
    return Target(target["Arn"], target.get("RoleArn"))
