"""The role of a function as Terraform made it: what it is called, and what its policies say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grader.cloud.permission import Statement
from grader.lambdas.policies import managed, statements_of

if TYPE_CHECKING:
    from grader.stage import Stage
    from grader.terraform.deployment import Deployed

ROLE = "aws_iam_role"
AWS_OWN = "arn:aws:iam::aws:policy/"


@dataclass(frozen=True)
class Role:
    """``address`` is Terraform's, None where Terraform did not make the role.

    ``statements`` is None where not all of its policies are known.
    """

    arn: str
    address: str | None
    statements: tuple[Statement, ...] | None

    @property
    def name(self) -> str:
        """The role's name."""
        return self.arn.rpartition("/")[2]


def role_of(stage: Stage, function_name: str) -> Role | None:
    """Return the role of a function that Terraform deployed; None where that cannot be told."""
    for function in stage.deployment.resources:
        if (
            function.type == "aws_lambda_function"
            and function.attributes.get("function_name") == function_name
        ):
            arn = function.attributes.get("role")
            return _role(stage, arn) if isinstance(arn, str) else None
    return None


def _role(stage: Stage, arn: str) -> Role | None:
    roles = [one for one in stage.deployment.resources
             if one.type == ROLE and one.attributes.get("arn") == arn]  # fmt: skip
    if not roles:
        return Role(arn, None, ())
    made = roles[0]
    if made.mode != "managed":
        return None  # it was looked up: somebody else knows what it may do
    statements: list[Statement] = []
    for policy in _policies(stage, made):
        if policy is None:
            return Role(arn, made.address, None)
        statements += policy
    return Role(arn, made.address, tuple(statements))


def _policies(stage: Stage, role: Deployed) -> Iterator[tuple[Statement, ...] | None]:
    """Yield the statements of each policy of a role; None for one that is not known."""
    name = role.attributes.get("name")
    for inline in role.attributes.get("inline_policy") or ():
        yield statements_of(inline.get("policy"))
    arns = set(role.attributes.get("managed_policy_arns") or ())
    for one in stage.deployment.resources:
        values = one.attributes
        if one.type == "aws_iam_role_policy" and values.get("role") == name:
            yield statements_of(values.get("policy"))
        elif one.type == "aws_iam_role_policy_attachment":
            arns |= {values.get("policy_arn")} if values.get("role") == name else set()
        elif one.type == "aws_iam_policy_attachment":
            arns |= {values.get("policy_arn")} if name in (values.get("roles") or ()) else set()
    for arn in sorted(map(str, arns)):
        yield managed(arn) if arn.startswith(AWS_OWN) else _own_policy(stage, arn)


def _own_policy(stage: Stage, arn: str) -> tuple[Statement, ...] | None:
    for one in stage.deployment.resources:
        values: Any = one.attributes
        if one.type == "aws_iam_policy" and values.get("arn") == arn:
            return statements_of(values.get("policy"))
    return None
