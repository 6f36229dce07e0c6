"""What stands on a running cloud, in the form in which a deployment tells it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from grader.cloud.addresses import REGION
from grader.cloud.permission import conditions
from grader.cloud.policy import policy_statements
from grader.terraform.deployment import Deployed, Deployment

if TYPE_CHECKING:
    from grader.cloud.permission import Statement
    from grader.hcl.configuration import Configuration
    from grader.stage import Stage

NAMED_BY = {
    "aws_s3_bucket": "bucket",
    "aws_lambda_function": "function_name",
    "aws_dynamodb_table": "name",
    "aws_cloudwatch_event_rule": "name",
    "aws_cloudwatch_event_target": "rule",
    "aws_scheduler_schedule": "name",
    "aws_lambda_permission": "statement_id",
}
"""The attribute that says which block of the source made it."""


def standing(stage: Stage) -> Deployment:
    """Read what stands in every region that the source names; nothing is changed.

    A service that is not there has nothing.
    """
    found = [
        one for region in regions(stage.configuration) for one in _everything(stage.cloud, region)
    ]
    return Deployment(
        stage="applied",
        resources=tuple(_deployed(stage.configuration, type, values) for type, values in found),
    )


def regions(configuration: Configuration) -> tuple[str, ...]:
    """Return the regions of the provider blocks, and the usual one."""
    named = {
        configuration.value(block, "region") for block in configuration.blocks("provider", "aws")
    }
    return tuple(sorted({one for one in named if isinstance(one, str)} | {REGION}))


def _everything(cloud: Any, region: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    from botocore.exceptions import ClientError

    for read in (_buckets, _functions, _tables, _rules, _schedules):
        with contextlib.suppress(ClientError):
            yield from read(cloud, region)


def _buckets(cloud: Any, region: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if region == REGION:
        for one in cloud.client("s3").list_buckets()["Buckets"]:
            name = one["Name"]
            yield "aws_s3_bucket", {"bucket": name, "arn": f"arn:aws:s3:::{name}"}


def _functions(cloud: Any, region: str) -> Iterator[tuple[str, Mapping[str, Any]]]:

    client = cloud.client("lambda", region)
    for page in client.get_paginator("list_functions").paginate():
        for one in page["Functions"]:
            name = one["FunctionName"]
            yield (
                "aws_lambda_function",
                {
                    "function_name": name,
                    "arn": one["FunctionArn"],
                    "handler": one.get("Handler"),
                    "runtime": one.get("Runtime"),
                    "timeout": one.get("Timeout"),
                    "role": one.get("Role"),
                    "environment": _environment(one),
                },
            )
            for said in policy_statements(cloud, one["FunctionArn"]):
                yield "aws_lambda_permission", {"function_name": name, **_permission(said)}


def _environment(function: Mapping[str, Any]) -> list[dict[str, Any]]:
    variables = (function.get("Environment") or {}).get("Variables")
    return [{"variables": variables}] if variables else []


def _permission(said: Statement) -> dict[str, Any]:
    principal = said.get("Principal")
    return {
        "statement_id": said.get("Sid"),
        "action": said.get("Action"),
        "principal": principal.get("Service") or principal.get("AWS")
        if isinstance(principal, Mapping)
        else principal,
        "source_arn": conditions(said).get("aws:sourcearn"),
    }


def _tables(cloud: Any, region: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    client = cloud.client("dynamodb", region)
    for name in client.list_tables()["TableNames"]:
        table = client.describe_table(TableName=name)["Table"]
        keys = {one["KeyType"]: one["AttributeName"] for one in table["KeySchema"]}
        yield (
            "aws_dynamodb_table",
            {
                "name": name,
                "arn": table["TableArn"],
                "hash_key": keys.get("HASH"),
                "range_key": keys.get("RANGE"),
                "attribute": [
                    {"name": one["AttributeName"], "type": one["AttributeType"]}
                    for one in table["AttributeDefinitions"]
                ],
            },
        )


def _rules(cloud: Any, region: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    client = cloud.client("events", region)
    for one in client.list_rules()["Rules"]:
        yield (
            "aws_cloudwatch_event_rule",
            {
                "name": one["Name"],
                "arn": one["Arn"],
                "schedule_expression": one.get("ScheduleExpression"),
                "state": one.get("State"),
            },
        )
        for target in client.list_targets_by_rule(Rule=one["Name"])["Targets"]:
            yield (
                "aws_cloudwatch_event_target",
                {"rule": one["Name"], "arn": target["Arn"], "input": target.get("Input")},
            )


def _schedules(cloud: Any, region: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    client = cloud.client("scheduler", region)
    for listed in client.list_schedules()["Schedules"]:
        one = client.get_schedule(Name=listed["Name"], GroupName=listed["GroupName"])
        yield (
            "aws_scheduler_schedule",
            {
                "name": one["Name"],
                "arn": one["Arn"],
                "schedule_expression": one.get("ScheduleExpression"),
                "state": one.get("State"),
            },
        )


def _deployed(configuration: Configuration, type: str, values: Mapping[str, Any]) -> Deployed:
    """Say which block of the source it is, where one has its name."""
    attribute = NAMED_BY[type]
    for block in configuration.resources(type):
        if configuration.value(block, attribute) == values.get(attribute):
            return Deployed(".".join(block.labels), type, block.labels[1], "managed", None, values)
    name = str(values.get(attribute))
    return Deployed(f"{type}.{name}", type, name, "managed", None, values)
