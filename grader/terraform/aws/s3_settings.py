"""Requests of S3 that the bucket itself and its satellite resources both make."""

from __future__ import annotations

from typing import Any

from grader.terraform.provider.resource import first
from grader.terraform.provider.values import UNKNOWN, Values


def given(**arguments: Any) -> dict[str, Any]:
    """Those arguments that have a value."""
    return {
        name: value
        for name, value in arguments.items()
        if value is not None and value is not UNKNOWN
    }


def encryption_request(rules: list[Values]) -> dict[str, Any]:
    """ServerSideEncryptionConfiguration."""
    made = []
    for rule in rules:
        by_default = first(rule, "apply_server_side_encryption_by_default")
        one: dict[str, Any] = {"BucketKeyEnabled": bool(rule.get("bucket_key_enabled"))}
        if by_default:
            one["ApplyServerSideEncryptionByDefault"] = given(
                SSEAlgorithm=by_default["sse_algorithm"],
                KMSMasterKeyID=by_default.get("kms_master_key_id") or None,
            )
        made.append(one)
    return {"Rules": made}


def encryption_rules(answer: dict[str, Any]) -> list[Values]:
    """The rule blocks from the answer of get_bucket_encryption."""
    return [
        {
            "apply_server_side_encryption_by_default": [
                {
                    "kms_master_key_id": one.get("KMSMasterKeyID", ""),
                    "sse_algorithm": one["SSEAlgorithm"],
                }
                for one in [rule.get("ApplyServerSideEncryptionByDefault")]
                if one
            ],
            "bucket_key_enabled": rule.get("BucketKeyEnabled", False),
        }
        for rule in answer["ServerSideEncryptionConfiguration"]["Rules"]
    ]


def cors_rules(answer: dict[str, Any]) -> list[Values]:
    """The cors_rule blocks from the answer of get_bucket_cors."""
    return [
        {
            "allowed_headers": rule.get("AllowedHeaders", []),
            "allowed_methods": rule.get("AllowedMethods", []),
            "allowed_origins": rule.get("AllowedOrigins", []),
            "expose_headers": rule.get("ExposeHeaders", []),
            "id": rule.get("ID", ""),
            "max_age_seconds": rule.get("MaxAgeSeconds", 0),
        }
        for rule in answer["CORSRules"]
    ]


def cors_request(rules: list[Values]) -> dict[str, Any]:
    """CORSConfiguration."""
    return {
        "CORSRules": [
            given(
                ID=rule.get("id"),
                AllowedHeaders=rule.get("allowed_headers"),
                AllowedMethods=rule["allowed_methods"],
                AllowedOrigins=rule["allowed_origins"],
                ExposeHeaders=rule.get("expose_headers"),
                MaxAgeSeconds=rule.get("max_age_seconds") or 0,
            )
            for rule in rules
        ]
    }


def grants(answer: dict[str, Any]) -> list[Values]:
    """An access_control_policy block from the answer of get_bucket_acl."""
    owner = answer.get("Owner", {})
    return [
        {
            "grant": [
                {
                    "grantee": [
                        {
                            "display_name": one["Grantee"].get("DisplayName", ""),
                            "email_address": one["Grantee"].get("EmailAddress", ""),
                            "id": one["Grantee"].get("ID", ""),
                            "type": one["Grantee"].get("Type", "CanonicalUser"),
                            "uri": one["Grantee"].get("URI", ""),
                        }
                    ],
                    "permission": one["Permission"],
                }
                for one in answer.get("Grants", [])
            ],
            "owner": [{"display_name": owner.get("DisplayName", ""), "id": owner.get("ID", "")}],
        }
    ]


ACLS = (
    "private",
    "public-read",
    "public-read-write",
    "authenticated-read",
    "aws-exec-read",
    "log-delivery-write",
)
"""The canned ACLs of buckets."""
