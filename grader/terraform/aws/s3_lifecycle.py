"""aws_s3_bucket_lifecycle_configuration, as hashicorp/aws 5.100."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from grader.terraform.aws import checks
from grader.terraform.aws.api import Aws, tag_map
from grader.terraform.aws.s3_satellites import Satellite
from grader.terraform.aws.s3_settings import given
from grader.terraform.provider.planner import Path
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
            yield from _where(rule, path)
            for name in ("transition", "noncurrent_version_transition"):
                for inner, block in checks.blocks(rule, name):
                    yield from _storage_class(block, (*path, *inner))

    def create(self, api: Aws, planned: Values) -> Values:
        """Set it."""
        return {
            **super().create(api, planned),
            "transition_default_minimum_object_size": "all_storage_classes_128K",
            "rule": [_reported(rule) for rule in planned["rule"]],
        }

    def put(self, client: Any, planned: Values) -> None:
        """Set it."""
        size = known(planned, "transition_default_minimum_object_size")
        client.put_bucket_lifecycle_configuration(
            Bucket=planned["bucket"],
            LifecycleConfiguration={"Rules": [_rule(one) for one in planned["rule"]]},
            **given(TransitionDefaultMinimumObjectSize=size),
        )

    def update(self, api: Aws, prior: Values, planned: Values) -> Values:
        """Set it anew."""
        self.put(api.client("s3"), planned)
        return {"rule": [_reported(rule) for rule in planned["rule"]]}

    def get(self, client: Any, state: Values) -> Values:
        """Read its rules."""
        answer = client.get_bucket_lifecycle_configuration(Bucket=state["bucket"])
        return {
            "rule": [_rule_block(one) for one in answer["Rules"]],
            "transition_default_minimum_object_size": answer.get(
                "TransitionDefaultMinimumObjectSize", "all_storage_classes_128K"
            ),
        }

    def remove(self, client: Any, state: Values) -> None:
        """Take it away."""
        client.delete_bucket_lifecycle(Bucket=state["bucket"])


def _reported(rule: Values) -> Values:
    """What the cloud fills into a rule's values that are not configured."""
    filled: Values = {"prefix": ""}
    if rule.get("expiration"):
        filled["expiration"] = [{"days": 0, "expired_object_delete_marker": False}]
    where = first(rule, "filter")
    if rule.get("filter") and not any(known(where, name) for name in where):
        filled["filter"] = [{"prefix": ""}]
    return filled


def _where(rule: Values, path: Path) -> Iterable[Problem]:
    if rule.get("prefix") is not None:
        words = "Specify a prefix using 'filter' instead"
        yield Problem((*path, "prefix"), "Attribute Deprecated", words, warning=True)
    elif not rule.get("filter"):
        at = f"rule[{path[-1]}]"
        yield Problem(
            path,
            "Invalid Attribute Combination",
            f"No attribute specified when one (and only one) of [{at}.filter,{at}.prefix] is "
            "required\n\nThis will be an error in a future version of the provider",
            warning=True,
        )


def _storage_class(block: Values, path: Path) -> Iterable[Problem]:
    value = known(block, "storage_class")
    if value is None or value in _CLASSES:
        return
    shown, choices = checks.shown(value), " ".join(_CLASSES)
    rule, number, kind = path[:3]
    element = ",".join(f'"{name}":{_written(block[name])}' for name in sorted(block))
    for at, where in (
        (path[:3], f"{rule}[{number}].{kind}[Value({{{element}}})].storage_class"),
        ((), "storage_class"),
    ):
        yield Problem(
            at,
            "Invalid String Enum Value",
            f"The provided value does not match any valid values.\n\nPath: {where}\n"
            f"Given Value: {shown}\nValid Values: [{choices} ]",
        )


def _written(value: Any) -> str:
    if value is None:
        return "<null>"
    return f'"{checks.shown(value)}"' if isinstance(value, str) else str(value)


def _rule_block(rule: dict[str, Any]) -> Values:
    """A rule as the service states it, as the block does."""
    expiration, older = rule.get("Expiration"), rule.get("NoncurrentVersionExpiration")
    aborted = rule.get("AbortIncompleteMultipartUpload")
    return {
        "abort_incomplete_multipart_upload": [
            {"days_after_initiation": aborted.get("DaysAfterInitiation")}
        ]
        if aborted
        else [],
        "expiration": [
            {
                "date": _moment(expiration.get("Date")),
                "days": expiration.get("Days", 0),
                "expired_object_delete_marker": expiration.get("ExpiredObjectDeleteMarker", False),
            }
        ]
        if expiration
        else [],
        "filter": [_filter_block(rule["Filter"])] if rule.get("Filter") else [],
        "id": rule.get("ID", ""),
        "noncurrent_version_expiration": [
            {
                "newer_noncurrent_versions": older.get("NewerNoncurrentVersions"),
                "noncurrent_days": older.get("NoncurrentDays"),
            }
        ]
        if older
        else [],
        "noncurrent_version_transition": [
            {
                "newer_noncurrent_versions": one.get("NewerNoncurrentVersions"),
                "noncurrent_days": one.get("NoncurrentDays"),
                "storage_class": one["StorageClass"],
            }
            for one in rule.get("NoncurrentVersionTransitions", [])
        ],
        "prefix": rule.get("Prefix", ""),
        "status": rule["Status"],
        "transition": [
            {
                "date": _moment(one.get("Date")),
                "days": one.get("Days"),
                "storage_class": one["StorageClass"],
            }
            for one in rule.get("Transitions", [])
        ],
    }


def _filter_block(where: dict[str, Any]) -> Values:
    both, tag = where.get("And"), where.get("Tag")
    alone = not both and not tag and not any(name.startswith("ObjectSize") for name in where)
    return {
        "and": [
            {
                "object_size_greater_than": both.get("ObjectSizeGreaterThan"),
                "object_size_less_than": both.get("ObjectSizeLessThan"),
                "prefix": both.get("Prefix", ""),
                "tags": tag_map(both.get("Tags")) or None,
            }
        ]
        if both
        else [],
        "object_size_greater_than": where.get("ObjectSizeGreaterThan"),
        "object_size_less_than": where.get("ObjectSizeLessThan"),
        "prefix": where.get("Prefix", "") if alone else where.get("Prefix"),
        "tag": [{"key": tag["Key"], "value": tag["Value"]}] if tag else [],
    }


def _moment(moment: Any) -> str | None:
    if moment is None or isinstance(moment, str):
        return moment
    return str(moment.strftime("%Y-%m-%dT%H:%M:%SZ"))


def _rule(rule: Values) -> dict[str, Any]:
    made: dict[str, Any] = {"ID": rule["id"], "Status": rule["status"], "Filter": _filter(rule)}
    expiration = first(rule, "expiration")
    if expiration:
        made["Expiration"] = given(
            Date=expiration.get("date"),
            Days=known(expiration, "days") or None,
            ExpiredObjectDeleteMarker=known(expiration, "expired_object_delete_marker") or None,
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
            given(
                NewerNoncurrentVersions=known(one, "newer_noncurrent_versions"),
                NoncurrentDays=one["noncurrent_days"],
                StorageClass=one["storage_class"],
            )
            for one in rule["noncurrent_version_transition"]
        ]
    return made


def _filter(rule: Values) -> dict[str, Any]:
    block = first(rule, "filter")
    if not block and not known(rule, "prefix"):
        return {}
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
