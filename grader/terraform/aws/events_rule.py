"""The EventBridge rule, as hashicorp/aws 5.100."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, ClassVar

from grader.terraform.aws import checks
from grader.terraform.aws.api import Aws, AwsResource, is_missing, tag_list, tag_map
from grader.terraform.aws.events_checks import DEFAULT_BUS, bus_name, called, restricted_name
from grader.terraform.aws.names import name_prefix, unique_name
from grader.terraform.aws.s3_settings import given
from grader.terraform.aws.schedule_expressions import is_rule_schedule
from grader.terraform.aws.tags import changed_tags, dropped_tags
from grader.terraform.provider.resource import Problem, Refused, known
from grader.terraform.provider.values import Values

_STATES = ("ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS")


def normal_pattern(text: str) -> str:
    """An event pattern in the provider's normal form: sorted, compact, nothing escaped.

    Raises ValueError when it is not JSON.
    """
    try:
        value = json.loads(text)
        return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    except RecursionError as error:
        raise ValueError("exceeded max depth") from error


class Rule(AwsResource):
    """aws_cloudwatch_event_rule."""

    type_name = "aws_cloudwatch_event_rule"
    label = "EventBridge Rule"
    naming = "name"
    defaults: ClassVar[dict[str, Any]] = {"event_bus_name": DEFAULT_BUS, "force_destroy": False}
    kept = frozenset({"is_enabled", "state"})
    deprecated: ClassVar[dict[str, str]] = {
        "is_enabled": "is_enabled is deprecated. Use state instead."
    }
    normal_forms: ClassVar[dict[str, Any]] = {"event_pattern": normal_pattern}
    forces_replacement = frozenset({"event_bus_name", "name", "name_prefix"})

    def validate(self, config: Values) -> Iterable[Problem]:
        """A name, a pattern or a schedule; the service alone judges the schedule."""
        yield from checks.at_least_one(config, ("event_pattern", "schedule_expression"))
        yield from checks.conflicting(config, ("name", "name_prefix"))
        yield from checks.conflicting(config, ("is_enabled", "state"))
        yield from restricted_name(config, "name")
        yield from restricted_name(config, "name_prefix")
        yield from bus_name(config)
        if known(config, "event_pattern"):
            yield from checks.json_text(config, "event_pattern")
        yield from checks.arn(config, "role_arn")
        yield from checks.length(config, "description", 0, 512)
        yield from checks.length(config, "schedule_expression", 0, 256)
        yield from checks.enumeration(config, "state", _STATES)

    def create(self, api: Aws, planned: Values) -> Values:
        """Put it on its bus."""
        name = known(planned, "name") or unique_name(known(planned, "name_prefix"))
        planned["name"] = name
        enabled = "DISABLED" if planned.get("is_enabled") is False else "ENABLED"
        self._put(
            api,
            "creating",
            planned,
            planned.get("state") or enabled,
            **given(Tags=tag_list(planned["tags_all"]) or None),
        )
        bus = planned["event_bus_name"]
        identifier = name if bus == DEFAULT_BUS else f"{bus}/{name}"
        planned["id"] = identifier
        return {**self._reported(api, planned), "id": identifier}

    def read(self, api: Aws, state: Values) -> Values | None:
        """What the cloud has now."""
        from botocore.exceptions import ClientError

        try:
            found = self._reported(api, state)
        except ClientError as error:
            if is_missing(error, "ResourceNotFoundException"):
                return None
            raise
        answer = api.client("events").list_tags_for_resource(ResourceARN=found["arn"])
        return {**found, **api.found_tags(tag_map(answer.get("Tags")), state)}

    def update(self, api: Aws, prior: Values, planned: Values) -> Values:
        """Put it anew; whichever of ``state`` and ``is_enabled`` was changed counts."""
        client = api.client("events")
        state = planned["state"]
        if state == prior["state"] and planned["is_enabled"] != prior["is_enabled"]:
            state = "ENABLED" if planned["is_enabled"] else "DISABLED"
        self._put(api, "updating", planned, state)
        gone, new = dropped_tags(prior, planned), changed_tags(prior, planned)
        if gone:
            client.untag_resource(ResourceARN=prior["arn"], TagKeys=gone)
        if new:
            client.tag_resource(ResourceARN=prior["arn"], Tags=tag_list(new))
        return self._reported(api, planned)

    def import_state(self, api: Aws, identifier: str) -> Values:
        """By NAME, or BUS/NAME."""
        return {"force_destroy": False, "id": identifier}

    def delete(self, api: Aws, state: Values) -> None:
        """Delete it."""
        bus, name = _place(state["id"])
        api.client("events").delete_rule(
            Name=name, EventBusName=called(bus), Force=bool(state.get("force_destroy"))
        )

    def _reported(self, api: Aws, state: Values) -> Values:
        bus, name = _place(state["id"])
        found = api.client("events").describe_rule(Name=name, EventBusName=called(bus))
        pattern = found.get("EventPattern")
        return {
            "arn": found["Arn"],
            "description": found.get("Description", ""),
            "event_bus_name": bus,
            "event_pattern": normal_pattern(pattern) if pattern else None,
            "is_enabled": found["State"] != "DISABLED",
            "name": found["Name"],
            "name_prefix": name_prefix(found["Name"]),
            "role_arn": found.get("RoleArn", ""),
            "schedule_expression": found.get("ScheduleExpression", ""),
            "state": found["State"],
        }

    def _put(self, api: Aws, verb: str, planned: Values, state: str, **more: Any) -> None:
        schedule = planned.get("schedule_expression") or ""
        if schedule and not is_rule_schedule(schedule):
            raise Refused(
                f"{self.action(verb, planned)}: operation error EventBridge: PutRule, https "
                "response error StatusCode: 400, api error ValidationException: "
                "Parameter ScheduleExpression is not valid."
            )
        # The emulator keeps what is left out of the request, and AWS does not.
        api.client("events").put_rule(
            Name=planned["name"],
            EventBusName=called(planned["event_bus_name"]),
            Description=planned.get("description") or "",
            EventPattern=planned.get("event_pattern") or "",
            RoleArn=planned.get("role_arn") or "",
            ScheduleExpression=schedule,
            State=state,
            **more,
        )


def _place(identifier: str) -> tuple[str, str]:
    bus, slash, name = identifier.rpartition("/")
    return (bus, name) if slash else (DEFAULT_BUS, name)
