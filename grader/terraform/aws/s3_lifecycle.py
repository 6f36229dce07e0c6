"""aws_s3_bucket_lifecycle_configuration, as hashicorp/aws 5.100."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from grader.terraform.aws import checks
from grader.terraform.aws.api import Aws
from grader.terraform.aws.s3_satellites import Satellite
from grader.terraform.aws.s3_settings import given
from grader.terraform.provider.resource import Problem, first, known
from grader.terraform.provider.values import UNKNOWN, Values

_CLASSES = (
    "GLACIER",
    "STANDARD_IA",
    "ONEZONE_IA",
    "INTELLIGENT_TIERING",
    "DEEP_ARCHIVE",
    "GLACIER_IR",
)


class Lifecycle(Satellite):
    """aws_s3_bucket_lifecycle_configuration."""

    type_name = "aws_s3_bucket_lifecycle_configuration"
    label = "S3 Bucket Lifecycle Configuration"
    plugin_sdk = False
    forces_replacement = frozenset({"bucket", "expected_bucket_owner"})
    missing = ("NoSuchLifecycleConfiguration",)

    def validate(self, config: Values) -> Iterable[Problem]:
        """Words for status and storage class."""
        for path, rule in checks.blocks(config, "rule"):
            status = known(rule, "status")
            if status is not None and status not in ("Enabled", "Disabled"):
                yield Problem(
                    (*path, "status"),
                    "Invalid Attribute Value Match",
                    f"Attribute rule[{path[-1]}].status value must be one of: "
                    f'["Disabled" "Enabled"], got: "{checks.shown(status)}"',
                )
            if not rule.get("filter") and rule.get("prefix") is None:
                yield Problem(
                    (),
                    "Invalid Attribute Combination",
                    "No attribute specified when one (and only one) of "
                    f"[rule[{path[-1]}].filter,rule[{path[-1]}].prefix] is required\n\n"
                    "This will be an error in a future version of the provider",
                    warning=True,
                )
            for name in ("transition", "noncurrent_version_transition"):
                for _inner, block in checks.blocks(rule, name):
                    yield from _storage_class(block)

    def create(self, api: Aws, planned: Values) -> Values:
        """Set it."""
        return {
            **super().create(api, planned),
            "transition_default_minimum_object_size": "all_storage_classes_128K",
            "rule": [_reported(rule) for rule in planned["rule"]],
        }

    def put(self, client: Any, planned: Values) -> None:
        """Set it."""
        client.put_bucket_lifecycle_configuration(
            Bucket=planned["bucket"],
            LifecycleConfiguration={"Rules": [_rule(one) for one in planned["rule"]]},
        )

    def update(self, api: Aws, prior: Values, planned: Values) -> Values:
        """Set it anew."""
        self.put(api.client("s3"), planned)
        return {"rule": [_reported(rule) for rule in planned["rule"]]}

    def get(self, client: Any, state: Values) -> Values:
        """See whether it is there."""
        client.get_bucket_lifecycle_configuration(Bucket=state["bucket"])
        return {}

    def remove(self, client: Any, state: Values) -> None:
        """Take it away."""
        client.delete_bucket_lifecycle(Bucket=state["bucket"])


def _reported(rule: Values) -> Values:
    """What the cloud fills into a rule's values that are not configured."""
    filled: Values = {"prefix": ""}
    if rule.get("expiration"):
        filled["expiration"] = [{"days": 0, "expired_object_delete_marker": False}]
    return filled


def _storage_class(block: Values) -> Iterable[Problem]:
    value = known(block, "storage_class")
    if value is not None and value not in _CLASSES:
        yield Problem(
            (),
            "Invalid String Enum Value",
            "The provided value does not match any valid values.\n\nPath: storage_class\n"
            f"Given Value: {checks.shown(value)}\nValid Values: [{' '.join(_CLASSES)} ]",
        )


def _rule(rule: Values) -> dict[str, Any]:
    made: dict[str, Any] = {"ID": rule["id"], "Status": rule["status"], "Filter": _filter(rule)}
    expiration = first(rule, "expiration")
    if expiration:
        made["Expiration"] = given(
            Date=expiration.get("date"),
            Days=known(expiration, "days"),
            ExpiredObjectDeleteMarker=known(expiration, "expired_object_delete_marker"),
        )
    abort = first(rule, "abort_incomplete_multipart_upload")
    if abort:
        made["AbortIncompleteMultipartUpload"] = given(
            DaysAfterInitiation=abort.get("days_after_initiation")
        )
    if rule.get("transition"):
        made["Transitions"] = [
            given(Date=one.get("date"), Days=known(one, "days"), StorageClass=one["storage_class"])
            for one in rule["transition"]
        ]
    noncurrent = first(rule, "noncurrent_version_expiration")
    if noncurrent:
        made["NoncurrentVersionExpiration"] = given(
            NoncurrentDays=noncurrent["noncurrent_days"],
            NewerNoncurrentVersions=known(noncurrent, "newer_noncurrent_versions"),
        )
    if rule.get("noncurrent_version_transition"):
        made["NoncurrentVersionTransitions"] = [
            given(NoncurrentDays=one["noncurrent_days"], StorageClass=one["storage_class"])
            for one in rule["noncurrent_version_transition"]
        ]
    return made


def _filter(rule: Values) -> dict[str, Any]:
    block = first(rule, "filter")
    both = first(block, "and")
    if both:
        return {
            "And": given(
                Prefix=known(both, "prefix"),
                Tags=[{"Key": key, "Value": one} for key, one in (both.get("tags") or {}).items()],
                ObjectSizeGreaterThan=known(both, "object_size_greater_than"),
                ObjectSizeLessThan=known(both, "object_size_less_than"),
            )
        }
    tag = first(block, "tag")
    if tag:
        return {"Tag": {"Key": tag["key"], "Value": tag["value"]}}
    prefix = known(block, "prefix") or known(rule, "prefix") or ""
    sizes = given(
        ObjectSizeGreaterThan=known(block, "object_size_greater_than"),
        ObjectSizeLessThan=known(block, "object_size_less_than"),
    )
    return sizes or {"Prefix": prefix if prefix is not UNKNOWN else ""}
