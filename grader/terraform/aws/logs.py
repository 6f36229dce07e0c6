"""CloudWatch log groups, as hashicorp/aws 5.100."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, ClassVar

from grader.terraform.aws import checks
from grader.terraform.aws.api import Aws, AwsDataSource, AwsResource, cloud_error
from grader.terraform.aws.iam import retag
from grader.terraform.aws.names import name_prefix, unique_name
from grader.terraform.aws.s3_settings import given
from grader.terraform.provider.resource import Problem, Refused, known
from grader.terraform.provider.values import Values, known_values

_DAYS = (
    0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557,
    2922, 3288, 3653,
)  # fmt: skip


_WITH_KEYS = {
    "AssociateKmsKey": "associating",
    "DisassociateKmsKey": "disassociating",
}


class LogGroup(AwsResource):
    """aws_cloudwatch_log_group."""

    type_name = "aws_cloudwatch_log_group"
    label = "CloudWatch Logs Log Group"
    naming = "name"
    defaults: ClassVar[dict[str, Any]] = {"retention_in_days": 0, "skip_destroy": False}
    forces_replacement = frozenset({"log_group_class", "name", "name_prefix"})

    def validate(self, config: Values) -> Iterable[Problem]:
        """A name, and days that the service offers."""
        yield from checks.conflicting(config, ("name", "name_prefix"))
        name = known(config, "name")
        if name is not None and not re.fullmatch(r"[0-9A-Za-z_/#.-]*", name):
            yield Problem(
                ("name",),
                '"name" isn\'t a valid log group name (alphanumeric characters, underscores, '
                f'hyphens, slashes, hash signs and dots are allowed): "{checks.shown(name)}"',
            )
        days = known(config, "retention_in_days")
        if days is not None and days not in _DAYS:
            allowed = " ".join(str(one) for one in _DAYS)
            yield Problem(
                ("retention_in_days",),
                f"expected retention_in_days to be one of [{allowed}], got {days}",
            )
        yield from checks.enumeration(
            config, "log_group_class", ("STANDARD", "INFREQUENT_ACCESS", "DELIVERY")
        )

    def create(self, api: Aws, planned: Values) -> Values:
        """Create it with its retention."""
        client = api.client("logs")
        name = known(planned, "name") or unique_name(known(planned, "name_prefix"))
        client.create_log_group(
            logGroupName=name,
            **given(
                kmsKeyId=planned.get("kms_key_id"),
                logGroupClass=known(planned, "log_group_class"),
                tags=planned["tags_all"] or None,
            ),
        )
        if planned["retention_in_days"]:
            client.put_retention_policy(
                logGroupName=name, retentionInDays=planned["retention_in_days"]
            )
        found = self.read(api, {**known_values(planned), "id": name}) or {}
        return {**found, "id": name}

    def read(self, api: Aws, state: Values) -> Values | None:
        """What the cloud has now."""
        name = state["id"]
        found = _find(api, name)
        if found is None:
            return None
        tags = api.client("logs").list_tags_log_group(logGroupName=name).get("tags", {})
        return {
            **_attributes(found),
            "name_prefix": name_prefix(name),
            **api.found_tags(tags, state),
        }

    def update(self, api: Aws, prior: Values, planned: Values) -> Values:
        """Its retention, key and tags."""
        client, name = api.client("logs"), prior["name"]
        retag(
            prior,
            planned,
            lambda gone: client.untag_log_group(logGroupName=name, tags=gone),
            lambda tags: client.tag_log_group(logGroupName=name, tags=tags),
        )
        days = planned["retention_in_days"]
        if days != prior["retention_in_days"]:
            if days:
                client.put_retention_policy(logGroupName=name, retentionInDays=days)
            else:
                client.delete_retention_policy(logGroupName=name)
        key = planned.get("kms_key_id") or ""
        if key != (prior.get("kms_key_id") or ""):
            if key:
                client.associate_kms_key(logGroupName=name, kmsKeyId=key)
            else:
                client.disassociate_kms_key(logGroupName=name)
        return {}

    def explain(self, error: Exception, verb: str, values: Values) -> str | None:
        """A key is associated, not updated."""
        doing = _WITH_KEYS.get(getattr(error, "operation_name", ""))
        words = cloud_error(error, self.type_name)
        if doing is None or words is None:
            return super().explain(error, verb, values)
        unmodelled = words.replace("400, InvalidOp", "400, api error InvalidOp")
        return f"{self.action(doing, values)} KMS key: {unmodelled}"

    def delete(self, api: Aws, state: Values) -> None:
        """Delete it."""
        if not state.get("skip_destroy"):
            api.client("logs").delete_log_group(logGroupName=state["name"])

    def import_state(self, api: Aws, identifier: str) -> Values:
        """By its name."""
        return {"id": identifier, "name": identifier, "skip_destroy": False}


class LogGroupData(AwsDataSource):
    """data aws_cloudwatch_log_group."""

    type_name = "aws_cloudwatch_log_group"
    label = "CloudWatch Logs Log Group"

    def read(self, api: Aws, config: Values) -> Values:
        """By its name."""
        name = config["name"]
        found = _find(api, name)
        if found is None:
            raise Refused(f"reading CloudWatch Logs Log Group ({name}): empty result")
        return {
            **_attributes(found),
            "creation_time": found.get("creationTime", 0),
            "id": name,
            "tags": api.client("logs").list_tags_log_group(logGroupName=name).get("tags", {}),
        }


def _attributes(found: dict[str, Any]) -> Values:
    return {
        "arn": found["arn"].removesuffix(":*"),
        "kms_key_id": found.get("kmsKeyId", ""),
        "log_group_class": found.get("logGroupClass", "STANDARD"),
        "name": found["logGroupName"],
        "retention_in_days": found.get("retentionInDays", 0),
    }


def _find(api: Aws, name: str) -> dict[str, Any] | None:
    answer = api.client("logs").describe_log_groups(logGroupNamePrefix=name)
    found: list[dict[str, Any]] = answer["logGroups"]
    return next((one for one in found if one["logGroupName"] == name), None)
