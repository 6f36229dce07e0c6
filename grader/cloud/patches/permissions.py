"""A rule, a schedule, a bucket or a topic reaches a function only where AWS would let it in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grader.cloud import permission
from grader.cloud.addresses import parse_function
from grader.cloud.permission import ServiceCall, ask
from grader.cloud.roles import role_refusal

if TYPE_CHECKING:
    from grader.cloud.emulator import Emulator

S3 = "s3.amazonaws.com"
SNS = "sns.amazonaws.com"
UNREACHABLE = "Unable to validate the following destination configurations: "
"""What S3 says of those whom it may not tell of its objects."""


def apply(emulator: Emulator) -> None:
    """Deliver to functions what their policy, or the target's role, allows; drop the rest."""
    from ministack.services import eventbridge, s3, sns

    deliver = eventbridge._invoke_target
    tell, publish = s3._deliver_event_to_lambda, sns._deliver_to_lambda
    validate = s3._validate_notification_configs

    def deliver_what_is_allowed(
        target: dict[str, Any], event: dict[str, Any], source: dict[str, Any], view: Any = None
    ) -> None:
        if refusal(source.get("Arn", ""), target.get("Arn", ""), target.get("RoleArn")) is None:
            deliver(target, event, source, view)

    def tell_whom_it_may(arn: str, event: dict[str, Any], region: str) -> None:
        if _invited(S3, arn, f"arn:aws:s3:::{event['Records'][0]['s3']['bucket']['name']}"):
            tell(arn, event, region)

    def publish_to_whom_it_may(
        endpoint: str, envelope: str, topic_arn: str, *rest: Any, **named: Any
    ) -> None:
        if _invited(SNS, endpoint, topic_arn):
            publish(endpoint, envelope, topic_arn, *rest, **named)

    def validate_functions_too(
        configs: list[dict[str, Any]], region: str, bucket: str = "", skip: bool = False
    ) -> Any:
        error = validate(configs, region, bucket, skip)
        arns = [one["arn"] for one in configs if one["type"] == "lambda"]
        shut = [arn for arn in arns if not _invited(S3, arn, f"arn:aws:s3:::{bucket}")]
        if error is None and shut and not skip:
            return s3._invalid_notification_config(UNREACHABLE + ", ".join(shut))
        return error

    eventbridge._invoke_target = deliver_what_is_allowed
    s3._deliver_event_to_lambda = tell_whom_it_may
    s3._validate_notification_configs = validate_functions_too
    sns._deliver_to_lambda = publish_to_whom_it_may
    emulator.refusal = refusal


def refusal(source_arn: str, target_arn: str, role_arn: str | None) -> str | None:
    """Return why a rule or schedule may not invoke its target; None when it may."""
    return permission.refusal(
        source_arn, target_arn, role_arn, policy=_statements, role_refusal=role_refusal
    )


def _invited(service: str, function_arn: str, source_arn: str) -> bool:
    """Whether a function's policy lets a service in; of functions elsewhere nothing is known."""
    statements = _statements(function_arn)
    return (
        statements is None
        or ask(statements, ServiceCall(service, function_arn, source_arn)).allowed
    )


def _statements(function_arn: str) -> list[dict[str, Any]] | None:
    """Return the statements of a function's policy; None when there is no such function."""
    from ministack.services import lambda_svc

    wanted = parse_function(function_arn)
    for key, record in list(lambda_svc._functions._data.items()):
        if wanted.fits(*key):
            found, _config = lambda_svc._effective_func_record_for_qualifier(
                record, wanted.qualifier
            )
            return None if found is None else list(record["policy"]["Statement"])
    return None
