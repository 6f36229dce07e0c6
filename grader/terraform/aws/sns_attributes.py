"""The attributes of topics and subscriptions, argument by attribute of the API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.terraform.provider.planner import normal_json
from grader.terraform.provider.values import UNKNOWN, Values

_DELIVERIES = {
    "application": "Application",
    "firehose": "Firehose",
    "http": "HTTP",
    "lambda": "Lambda",
    "sqs": "SQS",
}
FEEDBACK_ROLES = {
    f"{name}_{outcome}_feedback_role_arn": f"{member}{outcome.title()}FeedbackRoleArn"
    for name, member in _DELIVERIES.items()
    for outcome in ("failure", "success")
}
SAMPLE_RATES = {
    f"{name}_success_feedback_sample_rate": f"{member}SuccessFeedbackSampleRate"
    for name, member in _DELIVERIES.items()
}
TOPIC_JSON = {
    "archive_policy": "ArchivePolicy",
    "delivery_policy": "DeliveryPolicy",
    "policy": "Policy",
}
TOPIC = {
    **FEEDBACK_ROLES,
    **SAMPLE_RATES,
    **TOPIC_JSON,
    "beginning_archive_time": "BeginningArchiveTime",
    "content_based_deduplication": "ContentBasedDeduplication",
    "display_name": "DisplayName",
    "fifo_throughput_scope": "FifoThroughputScope",
    "fifo_topic": "FifoTopic",
    "kms_master_key_id": "KmsMasterKeyId",
    "owner": "Owner",
    "signature_version": "SignatureVersion",
    "tracing_config": "TracingConfig",
}
SUBSCRIPTION_JSON = {
    "delivery_policy": "DeliveryPolicy",
    "filter_policy": "FilterPolicy",
    "redrive_policy": "RedrivePolicy",
    "replay_policy": "ReplayPolicy",
}
SUBSCRIPTION = {
    **SUBSCRIPTION_JSON,
    "confirmation_was_authenticated": "ConfirmationWasAuthenticated",
    "endpoint": "Endpoint",
    "filter_policy_scope": "FilterPolicyScope",
    "owner_id": "Owner",
    "pending_confirmation": "PendingConfirmation",
    "protocol": "Protocol",
    "raw_message_delivery": "RawMessageDelivery",
    "subscription_role_arn": "SubscriptionRoleArn",
    "topic_arn": "TopicArn",
}
_FLAGS = frozenset(
    {
        "confirmation_was_authenticated",
        "content_based_deduplication",
        "fifo_topic",
        "pending_confirmation",
        "raw_message_delivery",
    }
)
_NUMBERS = frozenset({*SAMPLE_RATES, "signature_version"})
_JSON = frozenset({*TOPIC_JSON, *SUBSCRIPTION_JSON})


def text(value: Any) -> str:
    """A value as attributes are written."""
    if value is None or value is UNKNOWN:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def stored(told: Mapping[str, str], found: Mapping[str, str]) -> Values:
    """The arguments for what the cloud answers."""
    return {name: _stored(name, found.get(attribute)) for name, attribute in told.items()}


def _stored(name: str, value: str | None) -> Any:
    if name in _FLAGS:
        return value == "true"
    if name in _NUMBERS:
        return int(value or 0)
    return normal_json(value) if value and name in _JSON else value or ""
