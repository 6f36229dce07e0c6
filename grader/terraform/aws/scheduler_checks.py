"""Rules for arguments of EventBridge Scheduler, in the words of hashicorp/aws 5.100."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.terraform.aws import checks
from grader.terraform.aws.gotime import wrong_moment
from grader.terraform.provider.planner import Path
from grader.terraform.provider.resource import Problem, known
from grader.terraform.provider.values import Values

_LONGEST_NAME = 64
_LONGEST_PREFIX = _LONGEST_NAME - 26
_LARGEST = 9223372036854775807


def names(config: Values) -> Iterator[Problem]:
    """The name, or its prefix."""
    yield from checks.conflicting(config, ("name", "name_prefix"))
    for attribute in ("name", "name_prefix"):
        longest = _LONGEST_PREFIX if attribute == "name_prefix" else _LONGEST_NAME
        yield from checks.length(config, attribute, 1, longest)
        value = known(config, attribute)
        if value is not None and not re.fullmatch(r"[0-9A-Za-z_.-]+", value):
            yield Problem(
                (attribute,),
                f"invalid value for {attribute} (The name must consist of alphanumerics, "
                "hyphens, and underscores.)",
            )


def schedule(config: Values) -> Iterator[Problem]:
    """The arguments of a schedule itself."""
    yield from names(config)
    yield from checks.length(config, "description", 0, 512)
    yield from checks.length(config, "schedule_expression", 1, 256)
    yield from checks.length(config, "schedule_expression_timezone", 1, 50)
    yield from checks.arn(config, "kms_key_arn")
    yield from checks.enumeration(config, "state", ("ENABLED", "DISABLED"))
    yield from wrong_moment(config, "start_date")
    yield from wrong_moment(config, "end_date")
    for path, block in checks.blocks(config, "flexible_time_window"):
        yield from checks.enumeration(block, "mode", ("OFF", "FLEXIBLE"), at=path)
        yield from checks.between(block, "maximum_window_in_minutes", 1, 1440, at=path)


def target(config: Values) -> Iterator[Problem]:
    """The blocks of a schedule's target."""
    for path, block in checks.blocks(config, "target"):
        yield from checks.arn(block, "arn", at=path)
        yield from checks.arn(block, "role_arn", at=path)
        yield from checks.length(block, "input", 1, _LARGEST, at=path)
        for name, rules in _BLOCKS.items():
            for inner, one in checks.blocks(block, name):
                yield from rules(one, (*path, *inner))


def _retries(block: Values, at: Path) -> Iterator[Problem]:
    yield from checks.between(block, "maximum_event_age_in_seconds", 60, 86400, at=at)
    yield from checks.between(block, "maximum_retry_attempts", 0, 185, at=at)


def _letters(block: Values, at: Path) -> Iterator[Problem]:
    yield from checks.arn(block, "arn", at=at)


def _bus(block: Values, at: Path) -> Iterator[Problem]:
    yield from checks.length(block, "detail_type", 1, 128, at=at)
    yield from checks.length(block, "source", 1, 256, at=at)


def _stream(block: Values, at: Path) -> Iterator[Problem]:
    yield from checks.length(block, "partition_key", 1, 256, at=at)


def _queue(block: Values, at: Path) -> Iterator[Problem]:
    yield from checks.length(block, "message_group_id", 1, 128, at=at)


def _pipeline(block: Values, at: Path) -> Iterator[Problem]:
    for _inner, one in checks.blocks(block, "pipeline_parameter", set_nested=True):
        found = [*checks.length(one, "name", 1, 256), *checks.length(one, "value", 1, 1024)]
        yield from _in_set(found, (*at, "pipeline_parameter"))


def _task(block: Values, at: Path) -> Iterator[Problem]:
    yield from checks.arn(block, "task_definition_arn", at=at)
    yield from checks.between(block, "task_count", 0, 10, at=at)
    yield from checks.enumeration(block, "launch_type", ("EC2", "FARGATE", "EXTERNAL"), at=at)
    yield from checks.enumeration(block, "propagate_tags", ("TASK_DEFINITION",), at=at)
    yield from checks.length(block, "group", 1, 255, at=at)
    for name, allowed in _PLACEMENTS.items():
        for _inner, one in checks.blocks(block, name, set_nested=True):
            yield from _in_set(checks.enumeration(one, "type", allowed), (*at, name))
    for _inner, one in checks.blocks(block, "capacity_provider_strategy", set_nested=True):
        found = [
            *checks.length(one, "capacity_provider", 1, 255),
            *checks.between(one, "base", 0, 100000),
            *checks.between(one, "weight", 0, 1000),
        ]
        yield from _in_set(found, (*at, "capacity_provider_strategy"))


def _in_set(problems: Iterator[Problem] | list[Problem], at: Path) -> Iterator[Problem]:
    """Nothing inside an element of a set can be pointed at, only the set."""
    for problem in problems:
        yield checks.moved(problem, at)


_PLACEMENTS = {
    "placement_constraints": ("distinctInstance", "memberOf"),
    "placement_strategy": ("random", "spread", "binpack"),
}
_BLOCKS = {
    "dead_letter_config": _letters,
    "ecs_parameters": _task,
    "eventbridge_parameters": _bus,
    "kinesis_parameters": _stream,
    "retry_policy": _retries,
    "sagemaker_pipeline_parameters": _pipeline,
    "sqs_parameters": _queue,
}
