"""SQS queues, as hashicorp/aws 5.100."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from grader.terraform.aws import checks
from grader.terraform.aws.api import Aws, AwsDataSource, AwsResource, is_missing
from grader.terraform.aws.iam import retag
from grader.terraform.aws.names import name_prefix, unique_name
from grader.terraform.aws.policies import kept, meaning
from grader.terraform.aws.s3_settings import given
from grader.terraform.provider.resource import Problem, Refused, known
from grader.terraform.provider.values import UNKNOWN, Values, known_values

_NAMES = {
    "content_based_deduplication": "ContentBasedDeduplication",
    "deduplication_scope": "DeduplicationScope",
    "delay_seconds": "DelaySeconds",
    "fifo_queue": "FifoQueue",
    "fifo_throughput_limit": "FifoThroughputLimit",
    "kms_data_key_reuse_period_seconds": "KmsDataKeyReusePeriodSeconds",
    "kms_master_key_id": "KmsMasterKeyId",
    "max_message_size": "MaximumMessageSize",
    "message_retention_seconds": "MessageRetentionPeriod",
    "policy": "Policy",
    "receive_wait_time_seconds": "ReceiveMessageWaitTimeSeconds",
    "redrive_allow_policy": "RedriveAllowPolicy",
    "redrive_policy": "RedrivePolicy",
    "sqs_managed_sse_enabled": "SqsManagedSseEnabled",
    "visibility_timeout_seconds": "VisibilityTimeout",
}
_NUMBERS = frozenset(
    {
        "delay_seconds",
        "kms_data_key_reuse_period_seconds",
        "max_message_size",
        "message_retention_seconds",
        "receive_wait_time_seconds",
        "visibility_timeout_seconds",
    }
)
_YES_OR_NO = frozenset({"content_based_deduplication", "fifo_queue", "sqs_managed_sse_enabled"})
_JSON = frozenset({"policy", "redrive_allow_policy", "redrive_policy"})


class Queue(AwsResource):
    """aws_sqs_queue."""

    type_name = "aws_sqs_queue"
    label = "SQS Queue"
    naming = "name"
    defaults: ClassVar[dict[str, Any]] = {
        "content_based_deduplication": False,
        "delay_seconds": 0,
        "fifo_queue": False,
        "max_message_size": 262144,
        "message_retention_seconds": 345600,
        "receive_wait_time_seconds": 0,
        "visibility_timeout_seconds": 30,
    }
    json_attributes = _JSON
    same_texts: ClassVar[dict[str, Any]] = {"policy": meaning}
    forces_replacement = frozenset({"fifo_queue", "name", "name_prefix"})

    def validate(self, config: Values) -> Iterable[Problem]:
        """Numbers in their ranges, and policies that are JSON."""
        yield from checks.conflicting(config, ("name", "name_prefix"))
        yield from checks.between(config, "delay_seconds", 0, 900)
        yield from checks.between(config, "max_message_size", 1024, 262144)
        yield from checks.between(config, "message_retention_seconds", 60, 1209600)
        yield from checks.between(config, "visibility_timeout_seconds", 0, 43200)
        for name in sorted(_JSON):
            yield from checks.json_text(config, name)

    def plan(self, api: Aws, prior: Values | None, planned: Values) -> Values:
        """A FIFO queue's name ends in .fifo, another's does not."""
        name = known(planned, "name")
        if name is not None and prior is None:
            _check_name(name, planned)
        if planned["content_based_deduplication"] is True and planned["fifo_queue"] is False:
            raise Refused("content-based deduplication can only be set for FIFO queue")
        return super().plan(api, prior, planned)

    def create(self, api: Aws, planned: Values) -> Values:
        """Create it with its attributes."""
        name = known(planned, "name") or unique_name(known(planned, "name_prefix")) + (
            ".fifo" if planned["fifo_queue"] else ""
        )
        client = api.client("sqs")
        url = client.create_queue(
            QueueName=name,
            Attributes=_attributes(planned),
            **given(tags=planned["tags_all"] or None),
        )["QueueUrl"]
        found = self.read(api, {**known_values(planned), "id": url}) or {}
        return {**found, "id": url, "url": url}

    def read(self, api: Aws, state: Values) -> Values | None:
        """What the cloud has now."""
        url = state["id"]
        found = _read_attributes(api, url)
        if found is None:
            return None
        name = url.rpartition("/")[2]
        fifo = found.get("FifoQueue") == "true"
        read = {one: _attribute(one, found, state) for one in _NAMES}
        if read["kms_data_key_reuse_period_seconds"] == 0:
            read["kms_data_key_reuse_period_seconds"] = 300
        tags = api.client("sqs").list_queue_tags(QueueUrl=url).get("Tags") or {}
        return {
            **read,
            "arn": found["QueueArn"],
            "fifo_queue": fifo,
            "name": name,
            "name_prefix": name_prefix(name, ".fifo" if fifo else ""),
            "url": url,
            **api.found_tags(tags, state),
        }

    def update(self, api: Aws, prior: Values, planned: Values) -> Values:
        """Its attributes and tags."""
        client, url = api.client("sqs"), prior["url"]
        if changes := _changes(prior, planned):
            client.set_queue_attributes(QueueUrl=url, Attributes=changes)
        retag(
            prior,
            planned,
            lambda gone: client.untag_queue(QueueUrl=url, TagKeys=gone),
            lambda tags: client.tag_queue(QueueUrl=url, Tags=tags),
        )
        return {}

    def delete(self, api: Aws, state: Values) -> None:
        """Delete it."""
        api.client("sqs").delete_queue(QueueUrl=state["url"])


class _QueueSetting(AwsResource):
    """One JSON attribute of a queue, as a resource of its own."""

    naming = "queue_url"
    forces_replacement = frozenset({"queue_url"})
    setting: ClassVar[str]

    def validate(self, config: Values) -> Iterable[Problem]:
        """It is JSON, or empty."""
        return checks.json_text(config, self.setting) if known(config, self.setting) else ()

    def create(self, api: Aws, planned: Values) -> Values:
        """Set it on its queue."""
        self._put(api, planned["queue_url"], planned[self.setting])
        return {"id": planned["queue_url"]}

    def read(self, api: Aws, state: Values) -> Values | None:
        """What the cloud has now."""
        url = state["id"]
        text = (_read_attributes(api, url) or {}).get(_NAMES[self.setting])
        if not text:
            return None
        return {self.setting: kept(state.get(self.setting), text), "queue_url": url}

    def update(self, api: Aws, prior: Values, planned: Values) -> Values:
        """Set it anew."""
        self._put(api, prior["queue_url"], planned[self.setting])
        return {}

    def delete(self, api: Aws, state: Values) -> None:
        """Take it away."""
        self._put(api, state["queue_url"], "")

    def _put(self, api: Aws, url: str, text: str) -> None:
        api.client("sqs").set_queue_attributes(
            QueueUrl=url, Attributes={_NAMES[self.setting]: text}
        )


class QueuePolicy(_QueueSetting):
    """aws_sqs_queue_policy."""

    type_name = "aws_sqs_queue_policy"
    label = "SQS Queue Policy"
    setting = "policy"
    json_attributes = frozenset({"policy"})
    same_texts: ClassVar[dict[str, Any]] = {"policy": meaning}


class RedrivePolicy(_QueueSetting):
    """aws_sqs_queue_redrive_policy."""

    type_name = "aws_sqs_queue_redrive_policy"
    label = "SQS Queue Redrive Policy"
    setting = "redrive_policy"
    json_attributes = frozenset({"redrive_policy"})


class RedriveAllowPolicy(_QueueSetting):
    """aws_sqs_queue_redrive_allow_policy."""

    type_name = "aws_sqs_queue_redrive_allow_policy"
    label = "SQS Queue Redrive Allow Policy"
    setting = "redrive_allow_policy"
    json_attributes = frozenset({"redrive_allow_policy"})


class QueueData(AwsDataSource):
    """data aws_sqs_queue."""

    type_name = "aws_sqs_queue"
    label = "SQS Queue"

    def describe(self, config: Values) -> str:
        """Its URL is looked for."""
        return f"{super().describe(config)} URL"

    def read(self, api: Aws, config: Values) -> Values:
        """By its name."""
        client = api.client("sqs")
        url = client.get_queue_url(QueueName=config["name"])["QueueUrl"]
        return {
            "arn": api.arn("sqs", config["name"]),
            "id": url,
            "tags": client.list_queue_tags(QueueUrl=url).get("Tags", {}),
            "url": url,
        }


class QueuesData(AwsDataSource):
    """data aws_sqs_queues."""

    type_name = "aws_sqs_queues"
    label = "SQS Queues"

    def read(self, api: Aws, config: Values) -> Values:
        """All, or those whose name begins so."""
        prefix = given(QueueNamePrefix=known(config, "queue_name_prefix"))
        return {
            "id": api.region,
            "queue_urls": api.client("sqs").list_queues(**prefix).get("QueueUrls", []),
        }


def _check_name(name: str, planned: Values) -> None:
    import re

    fifo = planned["fifo_queue"] is True
    pattern = r"[0-9A-Za-z_-]{1,75}\.fifo" if fifo else r"[0-9A-Za-z_-]{1,80}"
    if not re.fullmatch(pattern, name):
        raise Refused(f"invalid queue name: {checks.shown(name)}")


def _attribute(name: str, found: dict[str, str], state: Values) -> Any:
    text = found.get(_NAMES[name], "")
    if name in _NUMBERS:
        return int(text or 0)
    if name in _YES_OR_NO:
        return text == "true"
    if name in _JSON and text:
        return kept(known(state, name), text)
    return text


def _changes(prior: Values, planned: Values) -> dict[str, str]:
    made = {}
    for name, attribute in _NAMES.items():
        value = known(planned, name)
        if planned.get(name) is not UNKNOWN and (value or "") != (prior.get(name) or ""):
            made[attribute] = _text("" if value is None else value)
    return made


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _attributes(planned: Values) -> dict[str, str]:
    made: dict[str, str] = {}
    for name, attribute in _NAMES.items():
        value = known(planned, name)
        if value is None or value == "" or (name == "fifo_queue" and not value):
            continue
        if name == "content_based_deduplication" and not planned["fifo_queue"]:
            continue
        made[attribute] = _text(value)
    return made


def _read_attributes(api: Aws, url: str) -> dict[str, str] | None:
    from botocore.exceptions import ClientError

    try:
        answer = api.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["All"])
    except ClientError as error:
        if is_missing(error, "AWS.SimpleQueueService.NonExistentQueue", "QueueDoesNotExist"):
            return None
        raise
    found: dict[str, str] = answer.get("Attributes", {})
    return found
