"""The target of an EventBridge rule, as hashicorp/aws 5.100."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from grader.terraform.aws import checks
from grader.terraform.aws.api import Aws, AwsResource, is_missing
from grader.terraform.aws.events_checks import DEFAULT_BUS, bus_name, called, restricted_name
from grader.terraform.aws.events_shapes import TARGET
from grader.terraform.aws.names import unique_name
from grader.terraform.aws.shapes import after_create
from grader.terraform.provider.planner import Path
from grader.terraform.provider.resource import Problem, Refused, known
from grader.terraform.provider.values import Values

_INPUTS = ("input", "input_path", "input_transformer")


class Target(AwsResource):
    """aws_cloudwatch_event_target."""

    type_name = "aws_cloudwatch_event_target"
    label = "EventBridge Target"
    defaults: ClassVar[dict[str, Any]] = {
        "ecs_target.task_count": 1,
        "event_bus_name": DEFAULT_BUS,
        "force_destroy": False,
    }
    forces_replacement = frozenset({"event_bus_name", "rule", "target_id"})

    def validate(self, config: Values) -> Iterable[Problem]:
        """What is sent, to whom, and the numbers of its blocks."""
        yield from restricted_name(config, "rule")
        yield from restricted_name(config, "target_id")
        yield from bus_name(config)
        yield from checks.arn(config, "arn")
        yield from checks.arn(config, "role_arn")
        yield from checks.json_text(config, "input")
        yield from checks.conflicting(config, _INPUTS)
        for path, block in checks.blocks(config, "retry_policy"):
            yield from checks.between(block, "maximum_retry_attempts", 0, 185, path=path)
        for path, block in checks.blocks(config, "dead_letter_config"):
            yield from checks.arn(block, "arn", path=path)
        for path, block in checks.blocks(config, "input_transformer"):
            yield from checks.length(block, "input_template", 1, 8192, path=path)
            for key in known(block, "input_paths") or {}:
                if key.startswith("AWS"):
                    words = f"Map key '{key}' must not start with \"AWS\""
                    yield Problem((*path, "input_paths"), "Bad map key", words)
        yield from _other_services(config)

    def create(self, api: Aws, planned: Values) -> Values:
        """Put it on its rule."""
        identifier = known(planned, "target_id") or unique_name("terraform-")
        planned["target_id"] = identifier
        planned["id"] = _identifier(planned)
        self._put(api, "creating", planned)
        return {**after_create(self.read(api, planned) or {}), "id": planned["id"]}

    def read(self, api: Aws, state: Values) -> Values | None:
        """What the cloud has now."""
        from botocore.exceptions import ClientError

        client = api.client("events")
        try:
            targets = client.list_targets_by_rule(**_rule(state))["Targets"]
        except ClientError as error:
            if is_missing(error, "ResourceNotFoundException"):
                return None
            raise
        found = next((one for one in targets if one["Id"] == state["target_id"]), None)
        return None if found is None else TARGET.now(state, found)

    def update(self, api: Aws, prior: Values, planned: Values) -> Values:
        """Put it anew."""
        self._put(api, "updating", planned)
        return self.read(api, planned) or {}

    def delete(self, api: Aws, state: Values) -> None:
        """Take it off its rule."""
        api.client("events").remove_targets(
            **_rule(state), Ids=[state["target_id"]], Force=bool(state.get("force_destroy"))
        )

    def import_state(self, api: Aws, identifier: str) -> Values:
        """By RULE/TARGET, or BUS/RULE/TARGET."""
        parts = identifier.rsplit("/", 2)
        if len(parts) < 2 or not all(parts):
            raise Refused(
                f"unexpected format for ID ({identifier}), expected "
                "EVENTBUSNAME/RULENAME/TARGETID or RULENAME/TARGETID"
            )
        bus = parts[0] if len(parts) == 3 else DEFAULT_BUS
        values = {"event_bus_name": bus, "rule": parts[-2], "target_id": parts[-1]}
        return {**values, "force_destroy": False, "id": _identifier(values)}

    def _put(self, api: Aws, verb: str, planned: Values) -> None:
        answer = api.client("events").put_targets(
            **_rule(planned), Targets=[TARGET.request(planned)]
        )
        for entry in answer.get("FailedEntries") or []:
            raise Refused(
                f"{self.action(verb, planned)}: {entry['TargetId']}: {entry['ErrorCode']}: "
                f"{entry['ErrorMessage']}"
            )


def _rule(values: Values) -> dict[str, str]:
    return {"Rule": values["rule"], "EventBusName": called(values["event_bus_name"])}


def _identifier(values: Values) -> str:
    bus = values["event_bus_name"]
    parts = [values["rule"], values["target_id"]]
    return "-".join(parts if bus == DEFAULT_BUS else [bus, *parts])


def _other_services(config: Values) -> Iterator[Problem]:
    for path, block in checks.blocks(config, "appsync_target"):
        yield from checks.length(block, "graphql_operation", 1, 1048576, at=path)
    for path, block in checks.blocks(config, "batch_target"):
        yield from checks.between(block, "array_size", 2, 10000, path=path)
        yield from checks.between(block, "job_attempts", 1, 10, path=path)
    for path, block in checks.blocks(config, "ecs_target"):
        yield from _ecs(path, block)
    for path, block in checks.blocks(config, "kinesis_target"):
        yield from checks.length(block, "partition_key_path", 1, 256, path=path)
    for path, block in checks.blocks(config, "redshift_target"):
        yield from checks.length(block, "database", 1, 64, path=path)
        yield from checks.arn(block, "secrets_manager_arn", path=path)
    for path, block in checks.blocks(config, "run_command_targets"):
        yield from checks.length(block, "key", 1, 128, path=path)
        yield from checks.each_length(block, "values", 1, 256, path=path)


def _ecs(path: Path, block: Values) -> Iterator[Problem]:
    yield from checks.arn(block, "task_definition_arn", path=path)
    yield from checks.between(block, "task_count", 1, 2147483647, path=path)
    yield from checks.enumeration(block, "launch_type", ("EC2", "FARGATE", "EXTERNAL"), at=path)
    yield from checks.enumeration(block, "propagate_tags", ("TASK_DEFINITION",), at=path)
    for inner, strategy in checks.blocks(block, "ordered_placement_strategy"):
        where = (*path, *inner)
        yield from checks.enumeration(strategy, "type", ("random", "spread", "binpack"), at=where)
    for _inner, constraint in checks.blocks(block, "placement_constraint", set_nested=True):
        allowed = ("distinctInstance", "memberOf")
        for problem in checks.enumeration(constraint, "type", allowed):
            yield checks.moved(problem, (*path, "placement_constraint"))
