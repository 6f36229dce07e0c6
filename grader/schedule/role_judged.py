"""Judging the role through which EventBridge Scheduler invokes the function."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grader.cloud.permission import INVOKE
from grader.lambdas.outcome import shortened
from grader.locale import _
from grader.rubric import Mismatch
from grader.schedule.live import arn_of
from grader.schedule.source import PERMISSION, block_of_schedule

if TYPE_CHECKING:
    from grader.lambdas.function import Function
    from grader.rubric import Where
    from grader.schedule.bench import ScheduleBench
    from grader.schedule.live import Schedule
    from grader.terraform.deployment import Deployed

SCHEDULER, ASSUME = "scheduler.amazonaws.com", "sts:AssumeRole"
ROLE, INLINE, ATTACHMENT = (
    "aws_iam_role",
    "aws_iam_role_policy",
    "aws_iam_role_policy_attachment",
)
CONDITION, DENY = '"Condition"', '"Deny"'


def role(bench: ScheduleBench, function: Function, judged: Schedule) -> None:
    """Raise Fail unless the schedule's role may invoke the function."""
    target = bench.target
    arn = target.arn if target and bench.refusal != "no_function" else arn_of(function)
    role_arn = (target or judged.targets[0]).role_arn or ""
    reason = bench.refusal
    if target is None or reason in ("no_function", "elsewhere"):
        reason = bench.stage.cloud.refusal(judged.arn, arn, role_arn)
    made = _resource(bench, ROLE, "arn", role_arn)
    if reason == "role_missing" or (reason is not None and made is None):
        raise Mismatch(
            _("The schedule's role does not exist.")
            if reason == "role_missing"
            else _("The schedule's role may not invoke the Lambda."),
            expected=_("the ARN of an aws_iam_role"),
            found=role_arn or None,
            where=bench.stage.configuration.where_first(block_of_schedule(bench, judged)),
            hint=_("Create an aws_iam_role and set role_arn in the schedule's target to its arn."),
        )
    if reason == "role_trust" and made is not None:
        raise _untrusted(bench, made)
    if reason == "role_policy" and made is not None:
        raise _without_policy(bench, made, arn)


def _untrusted(bench: ScheduleBench, made: Deployed) -> Mismatch:
    _advise_on_permission(bench)
    trust = str(made.attributes.get("assume_role_policy") or "")
    has_condition = SCHEDULER in trust and CONDITION in trust
    return Mismatch(
        _("EventBridge Scheduler may not take on the schedule's role."),
        expected=f"{SCHEDULER}, {ASSUME}",
        found=shortened(trust),
        where=_where(bench, made, "assume_role_policy"),
        hint=_("Scheduler meets a condition only if aws:SourceArn names the schedule's group.")
        if has_condition
        else _("Let {service} assume the role, in its assume_role_policy.").format(
            service=SCHEDULER
        ),
    )


def _without_policy(bench: ScheduleBench, made: Deployed, arn: str) -> Mismatch:
    _advise_on_permission(bench)
    name = made.attributes.get("name")
    inline = _resource(bench, INLINE, "role", name)
    attached = _resource(bench, ATTACHMENT, "role", name)
    text = str(inline.attributes.get("policy") or "") if inline else ""
    return Mismatch(
        _("The schedule's role may not invoke the Lambda."),
        expected=_("{action} on {arn}").format(action=INVOKE, arn=arn),
        found=shortened(text)
        if inline
        else (str(attached.attributes.get("policy_arn")) if attached else _("no policy")),
        where=_where(bench, inline, "policy")
        or _where(bench, attached, "policy_arn")
        or _where(bench, made, "inline_policy", "managed_policy_arns"),
        hint=_("A statement that denies outweighs every statement that allows.")
        if DENY in text
        else _("Allow {action} on the Lambda's ARN in a policy of the role.").format(action=INVOKE),
    )


def _advise_on_permission(bench: ScheduleBench) -> None:
    """Say that a permission on the function does nothing for Scheduler."""
    made = _resource(bench, PERMISSION, "principal", SCHEDULER)
    if made is not None:
        bench.stage.advise(
            _("EventBridge Scheduler asks its role, not the Lambda's permissions."),
            found=f'{PERMISSION}, principal = "{SCHEDULER}"',
            where=_where(bench, made, "principal"),
            hint=_("What the permission should allow belongs into a policy of the role."),
        )


def _resource(bench: ScheduleBench, type: str, attribute: str, value: Any) -> Deployed | None:
    return next(
        (
            resource
            for resource in bench.stage.deployment.resources
            if resource.type == type and resource.attributes.get(attribute) == value
        ),
        None,
    )


def _where(bench: ScheduleBench, made: Deployed | None, *attributes: str) -> Where | None:
    if made is None:
        return None
    return bench.stage.configuration.where_first(bench.stage.block_of(made.address), *attributes)
