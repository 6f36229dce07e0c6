"""The identifiers by which existing resources are taken over."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from grader.terraform.deployment import Deployed

Attributes = Mapping[str, Any]

BY = {
    "aws_cloudwatch_event_target": lambda one: "/".join(
        (one["event_bus_name"], one["rule"], one["target_id"])
    ),
    "aws_cloudwatch_log_stream": lambda one: f"{one['log_group_name']}:{one['name']}",
    "aws_iam_role_policy_attachment": lambda one: f"{one['role']}/{one['policy_arn']}",
    "aws_lambda_alias": lambda one: f"{one['function_name']}/{one['name']}",
    "aws_lambda_permission": lambda one: f"{one['function_name']}/{one['statement_id']}",
    "aws_s3_bucket_object": lambda one: f"{one['bucket']}/{one['key']}",
    "aws_s3_object": lambda one: f"{one['bucket']}/{one['key']}",
}  # type: dict[str, Callable[[Attributes], str]]
"""Types whose identifier for import is not their id."""

NOT_IMPORTED = frozenset({"aws_dynamodb_table_item", "aws_iam_policy_attachment"})
"""Types that the official provider does not import."""


def import_blocks(resources: Iterable[Deployed]) -> str:
    """An import block for every managed resource."""
    blocks = []
    for one in resources:
        if one.mode == "managed" and one.type not in NOT_IMPORTED:
            identifier = BY.get(one.type, lambda found: str(found["id"]))(one.attributes)
            blocks.append(f"import {{\n  to = {one.address}\n  id = {json.dumps(identifier)}\n}}\n")
    return "".join(blocks)
