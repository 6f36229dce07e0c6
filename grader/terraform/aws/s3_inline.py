"""What older configurations write inside aws_s3_bucket: deprecated, and still working in 5.100."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grader.terraform.aws import s3_settings as settings
from grader.terraform.aws.api import Aws, is_missing, tag_list, tag_map
from grader.terraform.aws.policies import kept
from grader.terraform.provider.resource import first, known
from grader.terraform.provider.values import UNKNOWN, Values

_INLINE = (
    "cors_rule",
    "lifecycle_rule",
    "policy",
    "server_side_encryption_configuration",
    "versioning",
)
NOT_HERE = (
    "acceleration_status",
    "grant",
    "logging",
    "object_lock_configuration",
    "object_lock_enabled",
    "replication_configuration",
    "request_payer",
    "website",
)
"""What the course lacks of the bucket's block."""


def apply_inline(api: Aws, bucket: str, planned: Values, prior: Values | None = None) -> None:
    """Put what the block says onto the bucket, as the satellites' resources would.

    With ``prior``, only what is not as it was.
    """
    client = api.client("s3")
    planned = {name: planned.get(name) for name in _INLINE}
    if prior is not None:
        planned = {name: one for name, one in planned.items() if one != prior.get(name)}
    policy = known(planned, "policy")
    if policy:
        client.put_bucket_policy(Bucket=bucket, Policy=policy)
    versioning = _configured(planned, "versioning")
    if versioning is not None:
        status = "Enabled" if versioning.get("enabled") else "Suspended"
        client.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": status})
    encryption = _configured(planned, "server_side_encryption_configuration")
    if encryption is not None:
        client.put_bucket_encryption(
            Bucket=bucket,
            ServerSideEncryptionConfiguration=settings.encryption_request(encryption["rule"]),
        )
    if _configured(planned, "cors_rule") is not None:
        client.put_bucket_cors(
            Bucket=bucket, CORSConfiguration=settings.cors_request(planned["cors_rule"])
        )
    if _configured(planned, "lifecycle_rule") is not None:
        rules = [_lifecycle_rule(one) for one in planned["lifecycle_rule"]]
        client.put_bucket_lifecycle_configuration(
            Bucket=bucket, LifecycleConfiguration={"Rules": rules}
        )


def is_inline(planned: Values) -> bool:
    """Whether any setting is made inside the bucket's block."""
    return any(known(planned, name) for name in _INLINE)


def computed_blocks(planned: Values) -> Values:
    """What the cloud reports in the blocks that are not configured."""
    return {
        "versioning": [{"enabled": False, "mfa_delete": False}],
        "server_side_encryption_configuration": [
            {
                "rule": [
                    {
                        "apply_server_side_encryption_by_default": [
                            {"kms_master_key_id": "", "sse_algorithm": "AES256"}
                        ],
                        "bucket_key_enabled": False,
                    }
                ]
            }
        ],
    }


def read_inline(client: Any, bucket: str, state: Values) -> Values:
    """What the bucket's block says of settings, whoever made them."""
    versioning = client.get_bucket_versioning(Bucket=bucket)
    found = {
        "acceleration_status": "",
        "request_payer": known(state, "request_payer") or "",
        "versioning": [
            {
                "enabled": versioning.get("Status") == "Enabled",
                "mfa_delete": versioning.get("MFADelete") == "Enabled",
            }
        ],
        "cors_rule": [],
        "lifecycle_rule": [],
        "policy": "",
        "server_side_encryption_configuration": [],
    }
    if policy := _asked(client.get_bucket_policy, bucket):
        found["policy"] = kept(state.get("policy"), policy["Policy"])
    if cors := _asked(client.get_bucket_cors, bucket):
        rules = settings.cors_rules(cors)
        found["cors_rule"] = [
            {name: one for name, one in rule.items() if name != "id"} for rule in rules
        ]
    if lifecycle := _asked(client.get_bucket_lifecycle_configuration, bucket):
        found["lifecycle_rule"] = [_lifecycle_block(one) for one in lifecycle["Rules"]]
    if encryption := _asked(client.get_bucket_encryption, bucket):
        found["server_side_encryption_configuration"] = [
            {"rule": settings.encryption_rules(encryption)}
        ]
    return found


def bucket_tags(client: Any, bucket: str) -> dict[str, str]:
    """The tags of a bucket."""
    answer = _asked(client.get_bucket_tagging, bucket)
    return tag_map(answer["TagSet"]) if answer else {}


def _asked(operation: Callable[..., Any], bucket: str) -> Any:
    from botocore.exceptions import ClientError

    try:
        return operation(Bucket=bucket)
    except ClientError as error:
        if is_missing(error):
            return None
        raise


def _lifecycle_block(rule: dict[str, Any]) -> Values:
    where = rule.get("Filter") or {}
    both = where.get("And") or {}
    tags = [where["Tag"]] if "Tag" in where else both.get("Tags")
    aborted = rule.get("AbortIncompleteMultipartUpload") or {}
    expiration, older = rule.get("Expiration"), rule.get("NoncurrentVersionExpiration")
    return {
        "abort_incomplete_multipart_upload_days": aborted.get("DaysAfterInitiation", 0),
        "enabled": rule["Status"] == "Enabled",
        "expiration": [
            {
                "date": _day(one.get("Date")),
                "days": one.get("Days", 0),
                "expired_object_delete_marker": one.get("ExpiredObjectDeleteMarker", False),
            }
            for one in [expiration]
            if one
        ],
        "id": rule.get("ID", ""),
        "noncurrent_version_expiration": [{"days": older.get("NoncurrentDays", 0)}]
        if older
        else [],
        "noncurrent_version_transition": [
            {"days": one.get("NoncurrentDays", 0), "storage_class": one["StorageClass"]}
            for one in rule.get("NoncurrentVersionTransitions", [])
        ],
        "prefix": rule.get("Prefix") or where.get("Prefix") or both.get("Prefix") or "",
        "tags": tag_map(tags),
        "transition": [
            {
                "date": _day(one.get("Date")),
                "days": one.get("Days", 0),
                "storage_class": one["StorageClass"],
            }
            for one in rule.get("Transitions", [])
        ],
    }


def _day(moment: Any) -> str:
    if moment is None:
        return ""
    return moment[:10] if isinstance(moment, str) else str(moment.strftime("%Y-%m-%d"))


def _configured(planned: Values, name: str) -> Values | None:
    if planned.get(name) is UNKNOWN or not planned.get(name):
        return None
    return first(planned, name)


def _lifecycle_rule(rule: Values) -> dict[str, Any]:
    prefix, tags = rule.get("prefix") or "", rule.get("tags")
    where: dict[str, Any] = {"Prefix": prefix}
    if tags:
        where = {"And": {"Prefix": prefix, "Tags": tag_list(tags)}}
    made: dict[str, Any] = {
        "Status": "Enabled" if rule["enabled"] else "Disabled",
        "Filter": where,
    }
    if known(rule, "id"):
        made["ID"] = rule["id"]
    expiration = first(rule, "expiration")
    if expiration:
        made["Expiration"] = _expiration(expiration)
    if rule.get("transition"):
        made["Transitions"] = [
            settings.given(
                Days=one.get("days"),
                Date=one.get("date") or None,
                StorageClass=one["storage_class"],
            )
            for one in rule["transition"]
        ]
    if first(rule, "noncurrent_version_expiration"):
        days = first(rule, "noncurrent_version_expiration").get("days")
        made["NoncurrentVersionExpiration"] = {"NoncurrentDays": days}
    if rule.get("noncurrent_version_transition"):
        made["NoncurrentVersionTransitions"] = [
            settings.given(NoncurrentDays=one.get("days"), StorageClass=one["storage_class"])
            for one in rule["noncurrent_version_transition"]
        ]
    if rule.get("abort_incomplete_multipart_upload_days"):
        made["AbortIncompleteMultipartUpload"] = {
            "DaysAfterInitiation": rule["abort_incomplete_multipart_upload_days"]
        }
    return made


def _expiration(block: Values) -> dict[str, Any]:
    if block.get("date"):
        return {"Date": block["date"]}
    if block.get("days"):
        return {"Days": block["days"]}
    return {"ExpiredObjectDeleteMarker": bool(block.get("expired_object_delete_marker"))}
