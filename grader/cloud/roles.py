"""Whether a role lets a service invoke a function; runs inside the emulator, on its IAM."""

from __future__ import annotations

from typing import Any, Literal

from grader.cloud.permission import INVOKE, ServiceCall

RoleRefusal = Literal["role_missing", "role_trust", "role_policy"]

LAMBDA_FULL_ACCESS = "arn:aws:iam::aws:policy/AWSLambda_FullAccess"
"""The one managed policy with this action that MiniStack does not know the text of."""


def role_refusal(role_arn: str, call: ServiceCall) -> RoleRefusal | None:
    """Return why a service cannot make the call through the role, or None when it can."""
    from ministack.core import iam_evaluator
    from ministack.services import iam

    account, name = (role_arn.split(":") + [""] * 5)[4], role_arn.rpartition("/")[2]
    role = iam._roles.get_scoped(account, None, name)
    if role is None or role.get("Arn") != role_arn:
        return "role_missing"

    def context(action: str, resource: str) -> Any:
        return iam_evaluator.EvalContext(
            principal_arn=f"arn:aws:sts::{account}:assumed-role/{name}/{call.service}",
            principal_type="AssumedRole",
            principal_account=account,
            action=action,
            resource_arn=resource,
            region=call.source_arn.split(":")[3],
            service_context={
                "aws:sourcearn": call.source_arn,
                "aws:sourceaccount": call.source_account,
            },
        )

    trust = iam_evaluator.evaluate_resource_policy(
        role.get("AssumeRolePolicyDocument"), context("sts:AssumeRole", role_arn), call.service
    )
    if trust.decision != "Allow":
        return "role_trust"
    policies = iam_evaluator._gather_role_policies(name, account)
    if LAMBDA_FULL_ACCESS in role.get("AttachedPolicies", ()):
        policies.append(
            iam_evaluator.parse_policy_document(
                {"Statement": {"Effect": "Allow", "Action": "lambda:*", "Resource": "*"}}
            )
        )
    limits = iam_evaluator._permissions_boundary(iam._roles, name, account)
    invoke = context(INVOKE, call.function_arn)
    decision = iam_evaluator.evaluate(invoke, policies, *limits).decision
    return None if decision == "Allow" else "role_policy"
