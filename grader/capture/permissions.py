"""What a capture did that LocalStack lets pass and AWS would not: advice, which costs no points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.capture.item_code import PUTS
from grader.cloud.permission import Statement
from grader.lambdas.function import ACCOUNT
from grader.lambdas.policies import actions_of, allows, covers, resources_of, statements_of
from grader.lambdas.role import Role, role_of
from grader.locale import _

if TYPE_CHECKING:
    from grader.capture.bench import CaptureBench
    from grader.capture.code import CaptureCode
    from grader.rubric import Where
    from grader.stage import Stage

PUT_OBJECT = "s3:PutObject"
ITEM_ACTIONS = {
    "put_item": "dynamodb:PutItem",
    "update_item": "dynamodb:UpdateItem",
    "batch_write_item": "dynamodb:BatchWriteItem",
    "batch_writer": "dynamodb:BatchWriteItem",
    "transact_write_items": "dynamodb:PutItem",
    "execute_statement": "dynamodb:PartiQLInsert",
}
"""What a call needs to be allowed to do."""


@dataclass(frozen=True)
class Deed:
    """Something that a capture did: any one of ``actions`` would have allowed it."""

    actions: tuple[str, ...]
    resource: str
    all_of_it: str
    """The ARN that a policy would name."""

    @property
    def service(self) -> str:
        """The service that was asked, as actions begin."""
        return self.actions[0].partition(":")[0]


def advise_on_permissions(bench: CaptureBench, code: CaptureCode) -> None:
    """Say which of the first capture's deeds the role of no function that ran allows."""
    stage = bench.stage
    if not bench.wiring.own or not stage.may_lend:
        return  # where a cloud is graded as it stands, its roles are not read
    ran = [bench.wiring.function.name, *(run.function_name for run in bench.first.others)]
    roles = [role_of(stage, name) for name in dict.fromkeys(ran)]
    known = [role for role in roles if role is not None and role.statements is not None]
    if not known or len(known) < len(roles):
        return
    if known[0].address is None:
        _advise_on_absent(stage, ran[0], known[0])
        return
    for deed in _deeds(bench, code):
        if not any(_may(stage, role, deed) for role in known):
            _advise(stage, ran[0], known[0], deed)


def _deeds(bench: CaptureBench, code: CaptureCode) -> Iterator[Deed]:
    for written in bench.first.objects[:1]:
        bucket = f"arn:aws:s3:::{written.stored.bucket}"
        yield Deed((PUT_OBJECT,), f"{bucket}/{written.key}", f"{bucket}/*")
    for item in bench.first.items[:1]:
        table = f"arn:aws:dynamodb:{item.region}:{ACCOUNT}:table/{item.table}"
        called = [name for name in (*PUTS, "batch_writer") if _is_called(code, name)]
        actions = dict.fromkeys(ITEM_ACTIONS[name] for name in called or ITEM_ACTIONS)
        yield Deed(tuple(actions), table, table)


def _is_called(code: CaptureCode, name: str) -> bool:
    return any(next(file.calls(name), None) for file in (*code.files, *code.others))


def _may(stage: Stage, role: Role, deed: Deed) -> bool:
    statements = [*(role.statements or ()), *_of_resources(stage)]
    return any(allows(statements, action, deed.resource) for action in deed.actions)


def _of_resources(stage: Stage) -> Iterator[Statement]:
    """Yield what the policies of buckets and tables allow, to whomsoever."""
    for one in stage.deployment.resources:
        if one.type in ("aws_s3_bucket_policy", "aws_dynamodb_resource_policy"):
            said = statements_of(one.attributes.get("policy"))
            yield from (each for each in said if each.get("Effect") == "Allow")


def _advise(stage: Stage, function: str, role: Role, deed: Deed) -> None:
    near = _nearest(role, deed)
    has_action = near is not None and any(
        covers(near, one, _resource(near)) for one in deed.actions
    )
    named = f"{', '.join(actions_of(near))} on {', '.join(resources_of(near))}" if near else None
    denied = near is not None and near.get("Effect") == "Deny"
    stage.advise(
        _(
            "LocalStack lets it pass, AWS would not: the role of {function} may not {action}."
        ).format(function=function, action=deed.actions[0]),
        expected=f"{deed.actions[0]} on {deed.all_of_it}",
        found=(f"Deny: {named}" if denied else named)
        or _("no statement about {service}").format(service=deed.service),
        where=_where(stage, role, near),
        hint=_("A statement that denies outweighs every statement that allows.")
        if denied
        else _("Name what it is done to in resources: {arn}").format(arn=deed.all_of_it)
        if has_action
        else _("Allow {action} in a policy of the role.").format(action=deed.actions[0]),
    )


def _resource(statement: Statement) -> str:
    return next(iter(resources_of(statement)), "")


def _nearest(role: Role, deed: Deed) -> Statement | None:
    """Return the statement that denies the deed, else one about it, else about its service."""
    said = role.statements or ()
    denying = [s for s in said if s.get("Effect") == "Deny"
               and any(covers(s, action, deed.resource) for action in deed.actions)]  # fmt: skip
    exact = [s for s in said if any(covers(s, a, r) for a in deed.actions for r in resources_of(s))]
    about = [s for s in said if any(a.startswith(f"{deed.service}:") for a in actions_of(s))]
    return next(iter((*denying, *exact, *about)), None)


def _where(stage: Stage, role: Role, near: Statement | None) -> Where | None:
    """Return the line that names the actions of a statement, else the policy, else the role."""
    for action in actions_of(near) if near else ():
        for file in stage.submission.matching("*.tf", "*.tf.json", "*.json"):
            lines = stage.submission.text(file).split("\n")
            for number, line in enumerate(lines, start=1):
                if f'"{action}"' in line and not line.lstrip().startswith(("#", "//")):
                    return stage.submission.where(file, number)
    for one in stage.deployment.resources:
        if one.type == "aws_iam_role_policy" and one.attributes.get("role") == role.name:
            return stage.configuration.where_first(stage.block_of(one.address), "policy")
    block = stage.block_of(role.address) if role.address else None
    return stage.configuration.where_first(block)


def _advise_on_absent(stage: Stage, function: str, role: Role) -> None:
    block = next(
        (
            stage.block_of(one.address)
            for one in stage.deployment.resources
            if one.type == "aws_lambda_function" and one.attributes.get("function_name") == function
        ),
        None,
    )
    stage.advise(
        _("LocalStack lets it pass, AWS would not: there is no role {role}.").format(
            role=role.name
        ),
        expected=_("the ARN of an aws_iam_role"),
        found=role.arn,
        where=stage.configuration.where_first(block, "role"),
        hint=_("Make the role with Terraform: role = aws_iam_role.<name>.arn."),
    )
