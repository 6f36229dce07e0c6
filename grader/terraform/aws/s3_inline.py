"""What older configurations write inside aws_s3_bucket: deprecated, and still working in 5.100."""

from __future__ import annotations

from typing import Any

from grader.terraform.aws import s3_settings as settings
from grader.terraform.aws.api import Aws
from grader.terraform.provider.resource import first, known
from grader.terraform.provider.values import UNKNOWN, Values

NOT_HERE = (
    "grant",
    "logging",
    "object_lock_configuration",
    "replication_configuration",
    "website",
)
"""Deprecated blocks that the course lacks."""


def apply_inline(api: Aws, bucket: str, planned: Values) -> None:
    """Put what the block says onto the bucket, as the satellites' resources would."""
    client = api.client("s3")
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


def _configured(planned: Values, name: str) -> Values | None:
    if planned.get(name) is UNKNOWN or not planned.get(name):
        return None
    return first(planned, name)


def _lifecycle_rule(rule: Values) -> dict[str, Any]:
    made: dict[str, Any] = {
        "Status": "Enabled" if rule["enabled"] else "Disabled",
        "Filter": {"Prefix": rule.get("prefix") or ""},
    }
    if known(rule, "id"):
        made["ID"] = rule["id"]
    expiration = first(rule, "expiration")
    if expiration:
        made["Expiration"] = settings.given(
            Days=expiration.get("days") or None,
            Date=expiration.get("date"),
            ExpiredObjectDeleteMarker=expiration.get("expired_object_delete_marker"),
        )
    if rule.get("transition"):
        made["Transitions"] = [
            settings.given(
                Days=one.get("days"), Date=one.get("date"), StorageClass=one["storage_class"]
            )
            for one in rule["transition"]
        ]
    if first(rule, "noncurrent_version_expiration"):
        days = first(rule, "noncurrent_version_expiration").get("days")
        made["NoncurrentVersionExpiration"] = {"NoncurrentDays": days}
    if rule.get("abort_incomplete_multipart_upload_days"):
        made["AbortIncompleteMultipartUpload"] = {
            "DaysAfterInitiation": rule["abort_incomplete_multipart_upload_days"]
        }
    return made
