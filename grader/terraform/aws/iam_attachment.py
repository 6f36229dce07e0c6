"""A policy with all that it is attached to, as hashicorp/aws 5.100."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from grader.terraform.aws import checks
from grader.terraform.aws.api import Aws, AwsResource, cloud_error, is_missing
from grader.terraform.provider.resource import Problem, Refused
from grader.terraform.provider.values import Values

_KINDS = {"groups": "Group", "roles": "Role", "users": "User"}
"""The arguments, and what IAM calls one of each."""


class PolicyAttachment(AwsResource):
    """aws_iam_policy_attachment: it owns every attachment of its policy in the account."""

    type_name = "aws_iam_policy_attachment"
    label = "IAM Policy Attachment"
    naming = "name"
    forces_replacement = frozenset({"name", "policy_arn"})

    def validate(self, config: Values) -> Iterable[Problem]:
        """The name, the ARN's syntax, and somebody to attach it to."""
        yield from checks.not_empty(config, "name")
        yield from checks.arn(config, "policy_arn")
        yield from checks.at_least_one(config, tuple(_KINDS))

    def plan(self, api: Aws, prior: Values | None, planned: Values) -> Values:
        """What is made with nobody of a kind has none in the state, not an empty set."""
        planned = super().plan(api, prior, planned)
        if prior is not None:
            return planned
        return planned | {one: None for one in _KINDS if planned[one] == []}

    def create(self, api: Aws, planned: Values) -> Values:
        """Attach it to everyone."""
        for argument in _KINDS:
            for name in planned.get(argument) or []:
                _attach(api, argument, name, planned["policy_arn"])
        return {"id": planned["name"]}

    def read(self, api: Aws, state: Values) -> Values | None:
        """Whom it is attached to, by whatever means; None when that is nobody."""
        from botocore.exceptions import ClientError

        try:
            pages = list(
                api.client("iam")
                .get_paginator("list_entities_for_policy")
                .paginate(PolicyArn=state["policy_arn"], PolicyUsageFilter="PermissionsPolicy")
            )
        except ClientError as error:
            if is_missing(error, "NoSuchEntity"):
                return None
            raise
        found = {
            argument: [one[f"{kind}Name"] for page in pages for one in page[f"Policy{kind}s"]]
            for argument, kind in _KINDS.items()
        }
        return found if any(found.values()) else None

    def update(self, api: Aws, prior: Values, planned: Values) -> Values:
        """Detach it from those that are gone, and attach it to those that are new."""
        for argument in _KINDS:
            before, after = set(prior.get(argument) or ()), set(planned.get(argument) or ())
            for name in sorted(before - after):
                _detach(api, argument, name, prior["policy_arn"])
            for name in sorted(after - before):
                _attach(api, argument, name, prior["policy_arn"])
        return {}

    def delete(self, api: Aws, state: Values) -> None:
        """Detach it from everyone."""
        for argument in _KINDS:
            for name in state.get(argument) or []:
                _detach(api, argument, name, state["policy_arn"])


def _attach(api: Aws, argument: str, name: str, arn: str) -> None:
    from botocore.exceptions import ClientError

    kind = _KINDS[argument]
    try:
        _request(api, "attach", kind)(**{f"{kind}Name": name}, PolicyArn=arn)
    except ClientError as error:
        words = cloud_error(error, PolicyAttachment.type_name)
        if words is None:
            raise
        raise Refused(f"attaching IAM Policy ({arn}) to IAM {kind} ({name}): {words}") from error


def _detach(api: Aws, argument: str, name: str, arn: str) -> None:
    from botocore.exceptions import ClientError

    kind = _KINDS[argument]
    try:
        _request(api, "detach", kind)(**{f"{kind}Name": name}, PolicyArn=arn)
    except ClientError as error:
        if not is_missing(error, "NoSuchEntity"):
            raise


def _request(api: Aws, verb: str, kind: str) -> Any:
    return getattr(api.client("iam"), f"{verb}_{kind.lower()}_policy")
