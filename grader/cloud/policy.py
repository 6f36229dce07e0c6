"""Reading a function's resource policy through the API."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from grader.cloud.addresses import REGION, parse_function

if TYPE_CHECKING:
    from grader.cloud.permission import Statement


def policy_statements(cloud: Any, function_arn: str) -> list[Statement]:
    """Return what the policy of a function, or of its version or alias, says; nothing if none.

    ``cloud`` gives a client for a service and a region.
    """
    from botocore.exceptions import ClientError

    function = parse_function(function_arn)
    client = cloud.client("lambda", function.region or REGION)
    try:
        policy = client.get_policy(**function.parameters)["Policy"]
    except ClientError:
        return []
    statements: list[Statement] = json.loads(policy)["Statement"]
    return statements
