"""A task of ECS, as the targets of rules and of schedules describe it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.terraform.aws.shapes import Form, Shape

_NETWORK = Shape(
    {
        "assign_public_ip": "awsvpcConfiguration.AssignPublicIp",
        "security_groups": "awsvpcConfiguration.SecurityGroups",
        "subnets": "awsvpcConfiguration.Subnets",
    },
    forms={"assign_public_ip": Form(lambda on: "ENABLED" if on else "", "ENABLED".__eq__)},
    empty={"assign_public_ip": "DISABLED"},
    zeros={"assign_public_ip": False},
)
_PROVIDER = Shape({"base": "base", "capacity_provider": "capacityProvider", "weight": "weight"})
_TEXTS = {
    "group": "Group",
    "launch_type": "LaunchType",
    "platform_version": "PlatformVersion",
    "propagate_tags": "PropagateTags",
}


def task_shape(
    strategies: str,
    constraints: str,
    *,
    tags: Form,
    also: Mapping[str, str] | None = None,
    empty: Mapping[str, Any] | None = None,
) -> Shape:
    """EcsParameters, for types that call the blocks for placement otherwise.

    They write tags otherwise, have texts of their own (``also``), and of what is left out they
    send ``empty``.
    """
    texts = {**_TEXTS, **(also or {})}
    return Shape(
        {
            **texts,
            "enable_ecs_managed_tags": "EnableECSManagedTags",
            "enable_execute_command": "EnableExecuteCommand",
            "tags": "Tags",
            "task_count": "TaskCount",
            "task_definition_arn": "TaskDefinitionArn",
        },
        blocks={"network_configuration": ("NetworkConfiguration", _NETWORK)},
        lists={
            "capacity_provider_strategy": ("CapacityProviderStrategy", _PROVIDER),
            constraints: (
                "PlacementConstraints",
                Shape({"expression": "expression", "type": "type"}),
            ),
            strategies: ("PlacementStrategy", Shape({"field": "field", "type": "type"})),
        },
        forms={"tags": tags},
        empty=empty or {},
        zeros={
            **dict.fromkeys(texts, ""),
            "enable_ecs_managed_tags": False,
            "enable_execute_command": False,
            "tags": {},
            "task_count": 1,
        },
    )
