"""Judging what lets a rule or schedule invoke the function, on what was deployed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from grader.capture.wiring import not_deployed
from grader.cloud.permission import INVOKE, Answer, Misfit, ServiceCall, ask, conditions
from grader.locale import _
from grader.rubric import Fail, Mismatch, Missing
from grader.schedule import role_judged
from grader.schedule.judged import require_not_stopped
from grader.schedule.live import arn_of
from grader.schedule.refused import require_applied
from grader.schedule.source import PERMISSION, block_of_permission

if TYPE_CHECKING:
    from grader.schedule.bench import ScheduleBench

EVENTS = "events.amazonaws.com"
ANY_RULE = "arn:aws:events:us-east-1:000000000000:rule/captura-iss-schedule"
"""Stands for the rule where there is none: a permission for every rule is right without it."""


def permission(bench: ScheduleBench) -> None:
    """Raise Fail unless AWS would let the judged schedule invoke the capturing function."""
    stage, function, judged = bench.stage, bench.function, bench.judged
    if judged is None and (function is None or not _permits_anything(bench)):
        require_not_stopped(bench, "permission")
    if function is None:
        require_applied(stage, "permission")
        raise not_deployed(stage, bench.captures.wiring) or _nothing_permitted(bench)
    if judged is not None and judged.kind == "schedule":
        role_judged.role(bench, function, judged)
        return
    target = bench.target
    # Where the target names a version that is not there, the permission is not at fault.
    arn = target.arn if target and bench.refusal != "no_function" else arn_of(function)
    rule = judged.arn if judged else ANY_RULE
    answer = ask(bench.admission.statements(arn), ServiceCall(EVENTS, arn, rule))
    if answer.allowed and answer.nearest is not None:
        _advise_on_source(bench, answer.nearest)
    if answer.allowed or (target and target.role_arn and bench.refusal is None):
        return
    if answer.nearest is None:
        require_applied(stage, "permission")
        raise _nothing_permitted(bench)
    raise _misfit(bench, answer, answer.nearest, arn, rule)


def _advise_on_source(bench: ScheduleBench, statement: Mapping[str, Any]) -> None:
    """Say that a permission without source lets every rule in, of whatever account."""
    if (
        bench.judged is None
        or {"aws:sourcearn", "aws:sourceaccount"} & conditions(statement).keys()
    ):
        return
    block = block_of_permission(bench, statement.get("Sid"))
    bench.stage.advise(
        _("The permission lets in every rule of every account."),
        expected=f'source_arn = "{bench.judged.arn}"',
        found=_("no source_arn"),
        where=bench.stage.configuration.where_first(block),
        hint=_("Set source_arn to the arn of your aws_cloudwatch_event_rule."),
    )


def _permits_anything(bench: ScheduleBench) -> bool:
    return any(resource.type == PERMISSION for resource in bench.stage.deployment.resources)


def _nothing_permitted(bench: ScheduleBench) -> Missing:
    elsewhere = [
        str(resource.attributes.get("function_name"))
        for resource in bench.stage.deployment.resources
        if resource.type == PERMISSION
    ]
    block = block_of_permission(bench, None)
    return Missing(
        _("Nothing permits EventBridge to invoke the Lambda."),
        expected=_("{type} for {function}").format(
            type=PERMISSION, function=bench.function.name if bench.function else "capturar-iss"
        ),
        found=_("a permission for {functions}").format(functions=", ".join(elsewhere))
        if elsewhere
        else None,
        where=bench.stage.configuration.where_first(block, "function_name"),
        hint=bench.stage.undeployed(PERMISSION)
        or _("Add an aws_lambda_permission with action, function_name and principal."),
    )


def _misfit(
    bench: ScheduleBench, answer: Answer, statement: Mapping[str, Any], arn: str, rule: str
) -> Fail:
    misfit = answer.misfits[0]
    given = conditions(statement)
    message, expected, found, attribute = {
        "principal": (
            _("The permission is for another service."),
            EVENTS,
            _named(statement.get("Principal")),
            "principal",
        ),
        "action": (
            _("The permission allows another action."),
            INVOKE,
            str(statement.get("Action")),
            "action",
        ),
        "function": (
            _("The permission is for another version or alias than the target invokes."),
            arn,
            str(statement.get("Resource")),
            "qualifier",
        ),
        "source_arn": (
            _("The permission's source_arn is not this rule."),
            rule,
            given.get("aws:sourcearn"),
            "source_arn",
        ),
        "source_account": (
            _("The permission is for rules of another account."),
            rule.split(":")[4],
            given.get("aws:sourceaccount"),
            "source_account",
        ),
        "condition": (
            _("The permission has a condition that EventBridge does not meet."),
            None,
            json.dumps(statement.get("Condition")),
            "function_url_auth_type",
        ),
    }[misfit]
    block = block_of_permission(bench, statement.get("Sid"))
    return Mismatch(
        message,
        expected=expected,
        found=found,
        where=bench.stage.configuration.where_first(block, attribute),
        hint=_hint(misfit),
    )


def _hint(misfit: Misfit) -> str:
    if misfit == "source_arn":
        return _("Set source_arn = aws_cloudwatch_event_rule.<name>.arn, or leave it out.")
    if misfit == "function":
        return _("Give permission and target the same version or alias, or none.")
    return _('It needs action = "{action}" and principal = "{service}".').format(
        action=INVOKE, service=EVENTS
    )


def _named(principal: Any) -> str:
    if isinstance(principal, dict):
        return ", ".join(str(value) for value in principal.values())
    return str(principal)
