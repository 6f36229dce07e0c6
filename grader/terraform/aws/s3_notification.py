"""Whom a bucket tells of its objects, as hashicorp/aws 5.100."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, ClassVar

from grader.terraform.aws.api import Aws, AwsResource, is_missing
from grader.terraform.aws.names import unique_name
from grader.terraform.aws.s3_settings import given
from grader.terraform.provider.resource import known
from grader.terraform.provider.values import Values

_KINDS = {
    # block: its argument for whom it tells, the members of the API, the beginning of its ids
    "lambda_function": (
        "lambda_function_arn",
        "LambdaFunctionConfigurations",
        "LambdaFunctionArn",
        "tf-s3-lambda-",
    ),
    "queue": ("queue_arn", "QueueConfigurations", "QueueArn", "tf-s3-queue-"),
    "topic": ("topic_arn", "TopicConfigurations", "TopicArn", "tf-s3-topic-"),
}
PERMISSION_SECONDS = 2.0
SHUT = "Unable to validate the following destination configurations"
_FILTERS = {"filter_prefix": "prefix", "filter_suffix": "suffix"}


class Notification(AwsResource):
    """aws_s3_bucket_notification: all that a bucket tells, in one."""

    type_name = "aws_s3_bucket_notification"
    label = "S3 Bucket Notification"
    naming = "bucket"
    defaults: ClassVar[dict[str, Any]] = {"eventbridge": False}
    forces_replacement = frozenset({"bucket"})

    def action(self, verb: str, values: Values) -> str:
        """It is the bucket's."""
        return f"{verb} S3 Bucket ({self.name_of(values)}) Notification"

    def create(self, api: Aws, planned: Values) -> Values:
        """Tell the bucket."""
        self._put(api, planned)
        return {**(self.read(api, {"id": planned["bucket"]}) or {}), "id": planned["bucket"]}

    def read(self, api: Aws, state: Values) -> Values | None:
        """What the cloud has now."""
        from botocore.exceptions import ClientError

        try:
            found = api.client("s3").get_bucket_notification_configuration(Bucket=state["id"])
        except ClientError as error:
            if is_missing(error, "NoSuchBucket"):
                return None
            raise
        blocks = {
            kind: [_block(argument, arn, one) for one in found.get(member, [])]
            for kind, (argument, member, arn, _prefix) in _KINDS.items()
        }
        return {
            **blocks,
            "bucket": state["id"],
            "eventbridge": found.get("EventBridgeConfiguration") is not None,
        }

    def update(self, api: Aws, prior: Values, planned: Values) -> Values:
        """Tell the bucket anew."""
        self._put(api, planned)
        return self.read(api, prior) or {}

    def delete(self, api: Aws, state: Values) -> None:
        """Let it tell nobody."""
        from botocore.exceptions import ClientError

        try:
            api.client("s3").put_bucket_notification_configuration(
                Bucket=state["id"], NotificationConfiguration={}
            )
        except ClientError as error:
            if not is_missing(error, "NoSuchBucket"):
                raise

    def _put(self, api: Aws, planned: Values) -> None:
        made: dict[str, Any] = {"EventBridgeConfiguration": {}} if planned["eventbridge"] else {}
        for kind, (argument, member, arn, prefix) in _KINDS.items():
            for block in planned[kind]:
                block["id"] = known(block, "id") or unique_name(prefix)
            if planned[kind]:
                made[member] = [_request(argument, arn, block) for block in planned[kind]]
        _when_it_may_be_told(
            lambda: api.client("s3").put_bucket_notification_configuration(
                Bucket=planned["bucket"], NotificationConfiguration=made
            )
        )


def _when_it_may_be_told(tell: Callable[[], object]) -> None:
    """Tell the bucket, again while S3 refuses: a permission may be made at the same time.

    On AWS it is a matter of luck which comes first where no depends_on says so.
    """
    from botocore.exceptions import ClientError

    deadline = time.monotonic() + PERMISSION_SECONDS
    while True:
        try:
            tell()
            return
        except ClientError as error:
            if SHUT not in str(error) or time.monotonic() > deadline:
                raise
        time.sleep(0.05)


def _request(argument: str, arn: str, block: Values) -> dict[str, Any]:
    rules = [
        {"Name": name, "Value": block[attribute]}
        for attribute, name in _FILTERS.items()
        if block.get(attribute)
    ]
    return given(
        Id=block["id"],
        Events=block["events"],
        Filter={"Key": {"FilterRules": rules}} if rules else None,
        **{arn: block[argument]},
    )


def _block(argument: str, arn: str, found: dict[str, Any]) -> Values:
    rules = found.get("Filter", {}).get("Key", {}).get("FilterRules", [])
    told = {one["Name"].lower(): one["Value"] for one in rules}
    return {
        argument: found[arn],
        "events": found["Events"],
        "id": found.get("Id", ""),
        **{attribute: told.get(name, "") for attribute, name in _FILTERS.items()},
    }
