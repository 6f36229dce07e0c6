"""What the policies of a role say to a request, decided as AWS does where text decides it.

A condition counts as met where it allows, and as not met where it denies: whoever is told that
something is not allowed shall be able to rely on it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from grader.cloud.permission import Statement, like

MANAGED = {
    "AdministratorAccess": ("*",),
    "AWSLambdaExecute": ("s3:GetObject", "s3:PutObject"),
    "AWSLambdaFullAccess": ("s3:*", "dynamodb:*"),
    "AmazonDynamoDBFullAccess": ("dynamodb:*",),
    "AmazonDynamoDBFullAccess_v2": ("dynamodb:*",),
    "AmazonS3FullAccess": ("s3:*",),
    "PowerUserAccess": ("*",),
    # These write neither objects nor items.
    "AWSLambdaBasicExecutionRole": (),
    "AWSLambdaDynamoDBExecutionRole": (),
    "AWSLambdaKinesisExecutionRole": (),
    "AWSLambdaRole": (),
    "AWSLambdaSQSQueueExecutionRole": (),
    "AWSLambdaVPCAccessExecutionRole": (),
    "AWSLambda_FullAccess": (),
    "AWSLambda_ReadOnlyAccess": (),
    "AWSXRayDaemonWriteAccess": (),
    "AmazonDynamoDBReadOnlyAccess": (),
    "AmazonS3ReadOnlyAccess": (),
    "CloudWatchLambdaInsightsExecutionRolePolicy": (),
    "CloudWatchLogsFullAccess": (),
}
"""Policies of AWS's own, with what they allow of writing objects and items."""


def statements_of(document: object) -> tuple[Statement, ...]:
    """Return the statements of a policy, given as JSON; none where it is no policy."""
    if isinstance(document, str):
        try:
            document = json.loads(document)
        except ValueError:
            return ()
    said = document.get("Statement") if isinstance(document, Mapping) else None
    return tuple(one for one in _several(said) if isinstance(one, Mapping))


def managed(arn: str) -> tuple[Statement, ...] | None:
    """Return the statements of a policy of AWS's own; None where they are not known."""
    actions = MANAGED.get(arn.rpartition("/")[2])
    if actions is None:
        return None
    return ({"Effect": "Allow", "Action": list(actions), "Resource": "*"},) if actions else ()


def allows(statements: Iterable[Statement], action: str, resource: str) -> bool:
    """Whether the statements allow an action on a resource, given by its ARN."""
    met = [one for one in statements if covers(one, action, resource)]
    denied = any(one.get("Effect") == "Deny" and not one.get("Condition") for one in met)
    return not denied and any(one.get("Effect") == "Allow" for one in met)


def covers(statement: Statement, action: str, resource: str) -> bool:
    """Whether a statement is about that action on that resource."""
    return _names_action(statement, action) and _names_resource(statement, resource)


def actions_of(statement: Statement) -> tuple[str, ...]:
    """Return the actions that a statement names."""
    return tuple(map(str, _several(statement.get("Action"))))


def resources_of(statement: Statement) -> tuple[str, ...]:
    """Return the resources that a statement names."""
    return tuple(map(str, _several(statement.get("Resource"))))


def _names_action(statement: Statement, action: str) -> bool:
    if "NotAction" in statement:
        named = map(str, _several(statement["NotAction"]))
        return not any(_like(action.lower(), one.lower()) for one in named)
    return any(_like(action.lower(), one.lower()) for one in actions_of(statement))


def _names_resource(statement: Statement, resource: str) -> bool:
    if "NotResource" in statement:
        return not any(_like(resource, str(one)) for one in _several(statement["NotResource"]))
    return any(_like(resource, one) for one in resources_of(statement))


def _several(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _like(text: str, pattern: str) -> bool:
    # A variable of the policy may be anything.
    return like(text, re.sub(r"\$\{[^}]*\}", "*", pattern))
