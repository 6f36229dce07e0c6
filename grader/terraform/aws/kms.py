"""KMS keys and their aliases, as hashicorp/aws 5.100."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, ClassVar

from grader.terraform.aws import checks
from grader.terraform.aws.api import Aws, AwsDataSource, AwsResource, is_missing
from grader.terraform.aws.names import unique_name
from grader.terraform.aws.s3_settings import given
from grader.terraform.provider.planner import normal_json
from grader.terraform.provider.resource import Problem, known
from grader.terraform.provider.values import Values

_SPECS = (
    "RSA_2048",
    "RSA_3072",
    "RSA_4096",
    "ECC_NIST_P256",
    "ECC_NIST_P384",
    "ECC_NIST_P521",
    "ECC_SECG_P256K1",
    "SYMMETRIC_DEFAULT",
    "HMAC_224",
    "HMAC_256",
    "HMAC_384",
    "HMAC_512",
    "SM2",
)
_USAGES = ("SIGN_VERIFY", "ENCRYPT_DECRYPT", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT")


class Key(AwsResource):
    """aws_kms_key."""

    type_name = "aws_kms_key"
    label = "KMS Key"
    naming = "key_id"
    defaults: ClassVar[dict[str, Any]] = {
        "bypass_policy_lockout_safety_check": False,
        "customer_master_key_spec": "SYMMETRIC_DEFAULT",
        "enable_key_rotation": False,
        "is_enabled": True,
        "key_usage": "ENCRYPT_DECRYPT",
    }
    json_attributes = frozenset({"policy"})
    forces_replacement = frozenset(
        {"custom_key_store_id", "customer_master_key_spec", "key_usage", "multi_region"}
    )

    def validate(self, config: Values) -> Iterable[Problem]:
        """Words and numbers that the service knows."""
        yield from checks.enumeration(config, "customer_master_key_spec", _SPECS)
        yield from checks.enumeration(config, "key_usage", _USAGES)
        yield from checks.between(config, "deletion_window_in_days", 7, 30)
        yield from checks.json_text(config, "policy")

    def create(self, api: Aws, planned: Values) -> Values:
        """Create it."""
        client = api.client("kms")
        made = client.create_key(
            Description=known(planned, "description") or "",
            KeySpec=planned["customer_master_key_spec"],
            KeyUsage=planned["key_usage"],
            Tags=[{"TagKey": key, "TagValue": value} for key, value in planned["tags_all"].items()],
            **given(Policy=known(planned, "policy")),
        )["KeyMetadata"]
        key = made["KeyId"]
        if planned["enable_key_rotation"]:
            client.enable_key_rotation(KeyId=key)
        if not planned["is_enabled"]:
            client.disable_key(KeyId=key)
        policy = client.get_key_policy(KeyId=key, PolicyName="default")["Policy"]
        return {
            "arn": made["Arn"],
            "custom_key_store_id": "",
            "description": "",
            "id": key,
            "key_id": key,
            "multi_region": False,
            "policy": normal_json(policy),
            "rotation_period_in_days": 365,
            "xks_key_id": "",
        }

    def read(self, api: Aws, state: Values) -> Values | None:
        """What the cloud has now."""
        from botocore.exceptions import ClientError

        try:
            found = api.client("kms").describe_key(KeyId=state["id"])["KeyMetadata"]
        except ClientError as error:
            if is_missing(error, "NotFoundException"):
                return None
            raise
        if found.get("KeyState") == "PendingDeletion":
            return None
        return {"is_enabled": found["Enabled"]}

    def update(self, api: Aws, prior: Values, planned: Values) -> Values:
        """Whether it is enabled and rotated, its text, its policy."""
        client, key = api.client("kms"), prior["key_id"]
        if planned["is_enabled"] != prior["is_enabled"]:
            (client.enable_key if planned["is_enabled"] else client.disable_key)(KeyId=key)
        if planned["enable_key_rotation"] and not prior["enable_key_rotation"]:
            client.enable_key_rotation(KeyId=key)
        if planned["description"] != prior["description"]:
            client.update_key_description(KeyId=key, Description=planned["description"])
        if known(planned, "policy") and planned["policy"] != prior["policy"]:
            client.put_key_policy(KeyId=key, PolicyName="default", Policy=planned["policy"])
        return {}

    def delete(self, api: Aws, state: Values) -> None:
        """Schedule its deletion."""
        api.client("kms").schedule_key_deletion(
            KeyId=state["key_id"], PendingWindowInDays=state.get("deletion_window_in_days") or 30
        )


class Alias(AwsResource):
    """aws_kms_alias."""

    type_name = "aws_kms_alias"
    label = "KMS Alias"
    naming = "name"
    forces_replacement = frozenset({"name", "name_prefix"})

    def validate(self, config: Values) -> Iterable[Problem]:
        """Its name begins with alias/."""
        name = known(config, "name")
        if name is not None and not re.fullmatch(r"alias/[0-9A-Za-z_/-]+", name):
            yield Problem(
                ("name",),
                "\"name\" must begin with 'alias/' and be comprised of only [0-9A-Za-z_/-]",
            )

    def create(self, api: Aws, planned: Values) -> Values:
        """Create it."""
        name = known(planned, "name") or unique_name(known(planned, "name_prefix") or "alias/")
        client, target = api.client("kms"), planned["target_key_id"]
        client.create_alias(AliasName=name, TargetKeyId=target)
        key = client.describe_key(KeyId=target)["KeyMetadata"]
        return {
            "arn": api.arn("kms", name),
            "id": name,
            "name": name,
            "name_prefix": known(planned, "name_prefix") or "",
            "target_key_arn": key["Arn"],
        }

    def read(self, api: Aws, state: Values) -> Values | None:
        """See whether it is there."""
        for page in api.client("kms").get_paginator("list_aliases").paginate():
            if any(one["AliasName"] == state["name"] for one in page["Aliases"]):
                return {}
        return None

    def update(self, api: Aws, prior: Values, planned: Values) -> Values:
        """Point it at another key."""
        client = api.client("kms")
        client.update_alias(AliasName=prior["name"], TargetKeyId=planned["target_key_id"])
        return {}

    def delete(self, api: Aws, state: Values) -> None:
        """Delete it."""
        api.client("kms").delete_alias(AliasName=state["name"])


class KeyData(AwsDataSource):
    """data aws_kms_key."""

    type_name = "aws_kms_key"
    label = "KMS Key"
    naming = "key_id"

    def read(self, api: Aws, config: Values) -> Values:
        """By its identifier, ARN or alias."""
        found = api.client("kms").describe_key(KeyId=config["key_id"])["KeyMetadata"]
        created = found.get("CreationDate")
        return {
            "arn": found["Arn"],
            "aws_account_id": found.get("AWSAccountId", ""),
            "cloud_hsm_cluster_id": "",
            "creation_date": created.strftime("%Y-%m-%dT%H:%M:%SZ") if created else "",
            "custom_key_store_id": "",
            "customer_master_key_spec": found.get("KeySpec", ""),
            "description": found.get("Description", ""),
            "enabled": found["Enabled"],
            "expiration_model": "",
            "id": found["KeyId"],
            "key_manager": found.get("KeyManager", "CUSTOMER"),
            "key_spec": found.get("KeySpec", ""),
            "key_state": found.get("KeyState", ""),
            "key_usage": found.get("KeyUsage", ""),
            "multi_region": False,
            "multi_region_configuration": [],
            "origin": found.get("Origin", ""),
            "pending_deletion_window_in_days": 0,
            "xks_key_configuration": [],
        }
