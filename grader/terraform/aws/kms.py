"""KMS keys and their aliases, as hashicorp/aws 5.100."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, ClassVar

from grader.terraform.aws import checks
from grader.terraform.aws.api import Aws, AwsDataSource, AwsResource, is_missing
from grader.terraform.aws.iam import retag
from grader.terraform.aws.names import name_prefix, unique_name
from grader.terraform.aws.outside import outside
from grader.terraform.aws.policies import kept, meaning
from grader.terraform.aws.s3_settings import given
from grader.terraform.provider.resource import Problem, known
from grader.terraform.provider.values import UNKNOWN, Values, known_values

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
    same_texts: ClassVar[dict[str, Any]] = {"policy": meaning}
    forces_replacement = frozenset(
        {"custom_key_store_id", "customer_master_key_spec", "key_usage", "multi_region"}
    )

    def validate(self, config: Values) -> Iterable[Problem]:
        """Words and numbers that the service knows."""
        for name in ("custom_key_store_id", "xks_key_id"):
            if config.get(name):
                yield outside(f"{self.type_name}.{name}")
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
            **given(
                BypassPolicyLockoutSafetyCheck=planned["bypass_policy_lockout_safety_check"]
                or None,
                MultiRegion=known(planned, "multi_region") or None,
                Policy=known(planned, "policy"),
            ),
        )["KeyMetadata"]
        key = made["KeyId"]
        if planned["enable_key_rotation"]:
            _rotate(client, key, planned)
        if not planned["is_enabled"]:
            client.disable_key(KeyId=key)
        found = self.read(api, {**known_values(planned), "id": key}) or {}
        return {**found, "id": key}

    def read(self, api: Aws, state: Values) -> Values | None:
        """What the cloud has now."""
        from botocore.exceptions import ClientError

        client, key = api.client("kms"), state["id"]
        try:
            found = client.describe_key(KeyId=key)["KeyMetadata"]
        except ClientError as error:
            if is_missing(error, "NotFoundException"):
                return None
            raise
        if found.get("KeyState") in ("PendingDeletion", "PendingReplicaDeletion"):
            return None
        policy = client.get_key_policy(KeyId=key, PolicyName="default")["Policy"]
        rotation = client.get_key_rotation_status(KeyId=key)
        tags = client.list_resource_tags(KeyId=key).get("Tags", [])
        return {
            "arn": found["Arn"],
            "custom_key_store_id": found.get("CustomKeyStoreId", ""),
            "customer_master_key_spec": found.get("CustomerMasterKeySpec", "SYMMETRIC_DEFAULT"),
            "description": found.get("Description", ""),
            "enable_key_rotation": rotation.get("KeyRotationEnabled", False),
            "is_enabled": found["Enabled"],
            "key_id": found["KeyId"],
            "key_usage": found.get("KeyUsage", ""),
            "multi_region": found.get("MultiRegion", False),
            "policy": kept(known(state, "policy"), policy),
            "rotation_period_in_days": rotation.get("RotationPeriodInDays", 0),
            "xks_key_id": "",
            **api.found_tags({one["TagKey"]: one["TagValue"] for one in tags}, state),
        }

    def update(self, api: Aws, prior: Values, planned: Values) -> Values:
        """Whether it is enabled and rotated, its text, its policy, its tags."""
        client, key = api.client("kms"), prior["key_id"]
        if planned["is_enabled"] and not prior["is_enabled"]:
            client.enable_key(KeyId=key)
        _update_rotation(client, key, prior, planned)
        if planned["description"] != prior["description"]:
            client.update_key_description(KeyId=key, Description=planned["description"] or "")
        if known(planned, "policy") and planned["policy"] != prior["policy"]:
            client.put_key_policy(KeyId=key, PolicyName="default", Policy=planned["policy"])
        if prior["is_enabled"] and not planned["is_enabled"]:
            client.disable_key(KeyId=key)
        retag(
            prior,
            planned,
            lambda gone: client.untag_resource(KeyId=key, TagKeys=gone),
            lambda tags: client.tag_resource(
                KeyId=key, Tags=[{"TagKey": one, "TagValue": tags[one]} for one in tags]
            ),
        )
        return {}

    def delete(self, api: Aws, state: Values) -> None:
        """Schedule its deletion."""
        api.client("kms").schedule_key_deletion(
            KeyId=state["key_id"], PendingWindowInDays=state.get("deletion_window_in_days") or 30
        )


def _rotate(client: Any, key: str, planned: Values) -> None:
    period = known(planned, "rotation_period_in_days")
    client.enable_key_rotation(KeyId=key, **given(RotationPeriodInDays=period or None))


def _update_rotation(client: Any, key: str, prior: Values, planned: Values) -> None:
    names = ("enable_key_rotation", "rotation_period_in_days")
    if all(planned.get(name) == prior.get(name) for name in names):
        return
    if planned["enable_key_rotation"]:
        _rotate(client, key, planned)
    else:
        client.disable_key_rotation(KeyId=key)


class Alias(AwsResource):
    """aws_kms_alias."""

    type_name = "aws_kms_alias"
    label = "KMS Alias"
    naming = "name"
    forces_replacement = frozenset({"name", "name_prefix"})
    kept = frozenset({"target_key_id"})

    def plan(self, api: Aws, prior: Values | None, planned: Values) -> Values:
        """A key's identifier and its ARN mean the same key; another key has another ARN."""
        planned = super().plan(api, prior, planned)
        target = planned["target_key_id"]
        if prior is None or target is UNKNOWN:
            return planned
        if target.rpartition("/")[2] == prior["target_key_id"].rpartition("/")[2]:
            return {**planned, "target_key_id": prior["target_key_id"]}
        return {**planned, "target_key_arn": UNKNOWN}

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
            "name_prefix": name_prefix(name),
            "target_key_arn": key["Arn"],
            "target_key_id": key["KeyId"],
        }

    def read(self, api: Aws, state: Values) -> Values | None:
        """What the cloud has now."""
        client, name = api.client("kms"), state["id"]
        for page in client.get_paginator("list_aliases").paginate():
            for one in page["Aliases"]:
                if one["AliasName"] == name and one.get("TargetKeyId"):
                    key = one["TargetKeyId"]
                    return {
                        "arn": one["AliasArn"],
                        "name": name,
                        "name_prefix": name_prefix(name),
                        "target_key_arn": api.arn("kms", f"key/{key}"),
                        "target_key_id": key,
                    }
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
